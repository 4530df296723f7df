"""What kind of thing is an identifier: does it name a person, a device, or one record?

The words of the kind's name decide, in the languages of common exports; a name without such a word counts as a person's,
and `guards` looks at how its values are connected.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

_BROWSER = re.compile(r"^(GA\d\.\d\.)?\d{5,}\.\d{9,10}$")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def _words(told: str) -> frozenset[str]:
    return frozenset(told.split())


_DEVICE = _words(
    "anonymous anon cookie cookies device visitor browser fingerprint idfa idfv gaid adid aaid gclid fbclid kiosk tablet "
    "terminal ip ipaddress mac installation install pseudo amplitude fullvisitor appsflyer besucher geraet "
    "appareil dispositivo"
)
_RECORD = _words(
    "order orders invoice ticket tickets case transaction payment basket cart booking reservation message mail session "
    "conversation chat call review survey response event visit shipment parcel return refund quote deal opportunity trace "
    "claim incident request application complaint contract comment post booking sale purchase trip stay appointment "
    " bestellung auftrag rechnung commande facture pedido factura pedidos nota fall "
    "vorgang sitzung"
)
_CONTACT = _words(
    "email mail emailaddress phone mobile telephone tel msisdn telefon handy telefone correo courriel address"
)
_PERSON = _words(
    "customer user member person people loyalty card household account contact patient lead subscriber employee student "
    "citizen profile crm owner buyer guest kunde kunden kundennummer nutzer benutzer mitglied client cliente usuario "
    "membre utilisateur unique distinct passenger prospect"
)


class Role(StrEnum):
    """What an identifier of a kind stands for."""

    PERSON = "person"
    CONTACT = "contact"  # reaches a person: an address, a number
    DEVICE = "device"
    RECORD = "record"


def role_of(kind: str, values: Sequence[str] = ()) -> Role:
    """The role of a kind by the words in its name; the words of a person and of a contact win over those of a record.

    A "client" is a person in a bank and a browser in web analytics: there the values (some of them are enough) are
    written as a random number and the second of the first visit.

    Examples:
        >>> [role_of(kind).value for kind in ("order_id", "anonymousId", "email", "customer_id", "order_customer_id")]
        ['record', 'device', 'contact', 'person', 'person']
        >>> role_of("user_pseudo_id").value, role_of("XK7").value
        ('device', 'person')
        >>> role_of("client_id", ["9638009009.1735723861"]).value, role_of("client_id", ["4711"]).value
        ('device', 'person')
    """
    words = set(re.split(r"[^a-z0-9]+", _CAMEL.sub("_", kind).lower()))
    if words & _CONTACT and not words & {"id", "message", "ip", "mac"}:
        return Role.CONTACT
    if words & _DEVICE or ("client" in words and values and all(_BROWSER.match(value) for value in values)):
        return Role.DEVICE
    if words & _PERSON:
        return Role.PERSON
    return Role.RECORD if words & _RECORD else Role.PERSON


def readability(kind: str, role: Role) -> int:
    """How well people know a customer by this kind: 0 best. An e-mail before a number, a person before a device."""
    if role is Role.CONTACT:
        return 0 if "mail" in kind.lower() else 2
    return {Role.PERSON: 1, Role.RECORD: 3, Role.DEVICE: 4}[role]
