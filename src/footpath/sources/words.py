"""The vocabulary: which words in names of columns, tables and values mean what, in several languages. Nothing else decides by words."""

import re
import unicodedata
from functools import lru_cache

# Whom a key identifies. Longest reach first: who is logged in, then what they use, then one visit.
PERSON = {
    "customer": "customer customers cust kunde kunden kund klant cliente clientes klient asiakas kunder",
    "client": "client clients",
    "user": "user users usuario usuarios utilisateur benutzer nutzer gebruiker utente uid distinct actor",
    "member": "member members membership mitglied miembro membre lid socio",
    "household": "household households haushalt hogar menage hshd",
    "person": "person persona individual citizen people party human",
    "contact": "contact contacts kontakt contacto ansprechpartner",
    "subscriber": "subscriber subscribers abonnent abonne suscriptor",
    "patient": "patient patients paciente pasient",
    "guest": "guest guests gast",
    "passenger": "passenger traveller traveler rider reisender",
    "student": "student learner pupil",
    "lead": "lead leads mql prospect prospects interessent",
    "buyer": "buyer shopper consumer kaufer besteller comprador acheteur purchaser payer",
    "respondent": "respondent respondents participant teilnehmer encuestado",
    "reviewer": "reviewer rater",
    "requester": "requester caller applicant claimant anrufer melder",
    "submitter": "submitter reporter",
    "account": "account accounts konto cuenta compte debitor",
    "policyholder": "policyholder insured versicherter versicherungsnehmer",
    "employee_customer": "tenant borrower donor fan player",
}  # fmt: skip
DEVICE = "cookie visitor visitors anonymous anon device browser fullvisitor idfa gaid aaid besucher visitante visiteur pseudo installation install fingerprint amplitude"
CARD = "loyalty card cards karte kundenkarte tarjeta carte bonus fidelity clubcard"
SESSION = "session sessions sitzung sesion visit visits besuch"
EMAIL = "email mail e-mail correo emailaddress"
PHONE = "mobile phone telephone telefon telefono tel msisdn cell mobil handy phonenumber rufnummer"

# What a record is of. These keys belong to one customer each, so they may lead to one.
CASE = {
    "order": "order orders bestell bestellung bestellungen auftrag auftrags pedido pedidos commande commandes ordine bestelling ordre",
    "invoice": "invoice invoices rechnung rechnungs factura facture fatura bill receipt bon beleg",
    "basket": "basket baskets cart carts warenkorb korb checkout carrito panier",
    "transaction": "transaction transactions sale sales purchase purchases transaktion kauf compra achat trans txn verkauf",
    "booking": "booking bookings reservation reservations buchung buchungs reserva appointment termin stay trip",
    "ticket": "ticket tickets incident incidents issue issues helpdesk vorgang anfrage sr",
    "case": "case cases fall caso dossier trace process",
    "complaint": "complaint complaints beschwerde reklamation queja reclamacion reclamation grievance",
    "request": "request requests inquiry enquiry",
    "conversation": "conversation conversations chat chats thread dialog gesprach transcript transcripts",
    "call": "call calls anruf llamada appel",
    "contract": "contract contracts vertrag policy policies subscription subscriptions abo",
    "claim": "claim claims schaden",
    "application": "application applications antrag loan loans kredit solicitud offer offers",
    "deal": "deal deals opportunity opportunities",
    "shipment": "shipment shipments parcel parcels delivery deliveries sendung tracking",
    "return": "return returns rma retoure devolucion",
    "payment": "payment payments zahlung pago paiement",
    "review": "review reviews bewertung bewertungen resena avis recension",
    "survey": "survey surveys response responses umfrage encuesta enquete submission questionnaire answer nps csat ces feedback rating ratings",
    "comment": "comment comments post posts tweet tweets mention mentions kommentar",
    "event": "event events hit hits action touch impression click message messages interaction activity row record log entry line token submission pageview",
}  # fmt: skip

# What many customers share: never an identifier of one.
THING = (
    "product products produkt produkte produit producto article artikel item items sku stockcode ean upc gtin asin isbn variant clothing "
    "seller sellers vendor vendors merchant merchants handler supplier manufacturer brand marke store stores shop shops filiale tienda "
    "branch location site warehouse lager campaign campaigns kampagne campana adgroup creative keyword placement coupon coupons voucher "
    "promo promotion gutschein category categories kategorie categoria class division department dept abteilung resource resources agent agents "
    "assignee employee employees staff mitarbeiter operator owner rep responsible team group queue page pages url region country city state "
    "zip postal postcode postleitzahl plz template form question quiz course device_type language currency experiment variant segment carrier courier driver "
    "provider channel source medium network plan tier tag label queue section workgroup org organization organisation company firma tenant creator "
    "author parent version sequence seq index position rank number_of step stage clickid"
)  # fmt: skip

KEY = "id ids identifier uuid guid key nr no num number nummer numero nro ref reference code hash pseudo sid uid token schluessel kennung # n"
TIME = (
    "time date at on timestamp ts datetime dt when utc gmt datum zeit zeitpunkt uhrzeit fecha hora heure data tijd datetimeoffset epoch "
    "day tag dia jour unix created occurred since dato"
)
PROMISE = (
    "promised promise estimated estimate expected due deadline sla target eta limit planned zugesagt zugesagte zugesagtes voraussichtlich voraussichtliche "
    "voraussichtliches erwartet erwartete fallig fallige geplant geplante liefertermin previsto prevista estimada estimado prevue prevu attendue echeance verwacht "
    "beloofd scheduled committed guaranteed"
)
RECEIVED = "received ingested ingest inserted loaded imported synced uploaded collected server processed arrival"
NO_EVENT = (
    "birth dob birthday birthdate born geburtsdatum geburtstag geburt nacimiento naissance expiry expires expiration expire updated update modified modification "
    "changed aktualisiert geandert end ends ended until valid last latest next exported export snapshot ablauf gultig bis"
)
ANSWER = (
    "answered answer answers submitted submit completed complete responded response responses replied beantwortet eingereicht abgeschlossen respondida respuesta repondu review reviewed "
    "posted published given"
)
ASK = "sent send asked invited invite invitation delivered dispatched creation requested versendet verschickt eingeladen gesendet enviado envoye"
OPEN = "created opened open submitted reported received start started erstellt eroffnet angelegt creado ouvert raised logged registered"
SOLVE = (
    "solved resolved closed completed complete finished gelost geschlossen erledigt resuelto cerrado resolu ferme end"
)

TOUCHPOINT = (
    "activity event touchpoint interaction action page screen step concept name aktivitat ereignis evento actividad evenement url path pagepath pageurl location href "
    "task operation milestone kontaktpunkt schritt vorgang behavior behaviour eventname link"
)
NAMES_WHAT_HAPPENED = (
    ("event",),
    ("event", "name"),
    ("event", "type"),
    ("activity",),
    ("activity", "name"),
    ("touchpoint",),
    ("interaction",),
)
STRONG_TOUCHPOINT = (
    "activity event touchpoint interaction eventname aktivitat ereignis evento actividad evenement kontaktpunkt"
)
CHANNEL = "channel medium kanal canal kanaal channels"
ACTION = "action verb transition lifecycle"
PAGE = "page url path pagepath pageurl href screen link location referrer"
VALUE = (
    "value amount total revenue price sales paid payment turnover gross net sum spend betrag umsatz summe preis gesamt gesamtbetrag importe precio montant prix valor bedrag "
    "subtotal monto ingresos omzet"
)
UNIT_PRICE = "unit unitprice einzelpreis stuckpreis unitario"
QUANTITY = "quantity qty menge anzahl cantidad quantite aantal count units stuck"
PART_VALUE = "tax taxes shipping freight discount disc tip vat mwst steuer versand versandkosten rabatt porto subtotal item lineitem delivery fee"
CURRENCY = "currency wahrung moneda devise valuta iso4217"
SCORE = (
    "score rating stars star nps enps csat ces satisfaction grade points bewertung note sterne zufriedenheit puntuacion calificacion recommend recommendation likelihood effort "
    "rate sentiment empfehlung weiterempfehlung ease happiness likely satisfied"
)
TEXT = (
    "text comment comments message body description review feedback verbatim content note notes kommentar nachricht beschreibung freitext texto comentario mensaje commentaire remark remarks "
    "title subject betreff titel summary turns transcript messages reason why improve opinion details question"
)
TITLE = "title subject betreff titel headline asunto sujet"
PERSONAL = (
    "name firstname lastname surname vorname nachname familienname nombre apellido nom prenom address street strasse calle rue adresse house "
    "ssn soc iban ip fullname birth dob password"
)
CHANNELS = {
    "email": "email mail newsletter mailing mails",
    "app": "app mobile ios android inapp",
    "web": "web website clickstream pageviews pageview ga4 ga matomo browsing onlineshop webshop session sessions",
    "store": "store stores shop_visits pos filiale branch tienda visits",
    "phone": "phone call calls callcenter anruf ivr hotline",
    "chat": "chat chats livechat chatbot",
    "sms": "sms",
    "ads": "ads ad adwords campaign_clicks impressions clicks",
    "social": "social twitter tweets facebook instagram mentions",
    "post": "post letters directmail",
    "support": "support helpdesk tickets ticket zendesk complaint complaints",
    "survey": "survey surveys nps csat ces typeform questionnaire umfrage umfragen",
    "review": "review reviews bewertung bewertungen trustpilot",
}
ZONE = "timezone zone tz zeitzone"

NPS, CSAT, CES = (
    "nps enps recommend recommendation likelihood likely empfehlung weiterempfehlung promoter",
    "csat satisfaction satisfied zufriedenheit zufrieden satisfaccion happiness",
    "ces effort ease easy aufwand",
)
PLACEHOLDERS = frozenset(
    "null none nil n/a na nan nat undefined unknown - -- --- ? . 0 (not set) (none) (null) (empty) #n/a \\n test unbekannt anonymous anonym guest "
    "00000000-0000-0000-0000-000000000000 -1 empty missing not available n.a. keine k.a. xxx".replace("(not set)", "").replace("not available", "").split()
) | {"(not set)", "not available", "not set", ""}  # fmt: skip

XES_COLUMNS = {
    "case:concept:name": "case",
    "concept:name": "activity",
    "time:timestamp": "time",
    "org:resource": "resource",
    "lifecycle:transition": "action",
}

_SUFFIXES = (
    "zeitpunkt", "nummer", "number", "datum", "betrag", "preis", "kennung", "uhrzeit", "adresse", "uuid", "guid", "datetime", "timestamp",
    "date", "time", "name", "code", "type", "zeit", "key", "id", "no", "nr", "at",
)  # fmt: skip


def folded(text: str) -> str:
    """Lower case without accents.

    Examples:
        >>> folded("Größe Évènement")
        'grosse evenement'
    """
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()


def _inverted(groups: dict[str, str]) -> dict[str, str]:
    return {word: concept for concept, words in groups.items() for word in words.split()}


PERSON_OF, CASE_OF = _inverted(PERSON), _inverted(CASE)
# What a stamp or a promise speaks of: a promise and the stamp it is of share a stem.
STEMS = {
    "deliver": "delivered delivery deliver deliveries zugestellt geliefert liefer lieferung liefertermin zustellung entrega entregado livraison livre",
    "ship": "shipped shipping shipment ship dispatched dispatch versand versendet versandt carrier enviado envio expedie handover handed",
    "solve": "solved resolved resolution closed solve resolve close fix completed completion gelost geschlossen erledigt",
    "reply": "reply replied response responded answer answered antwort",
    "pay": "paid payment pay bezahlt zahlung zahl pago paiement",
    "arrive": "arrived arrival arrive",
    "order": "order ordered placed purchase purchased bestell kauf",
}  # fmt: skip
STEM_OF = _inverted(STEMS)
_KNOWN = (
    set(PERSON_OF)
    | set(STEM_OF)
    | set(CASE_OF)
    | set(
        (
            f"{THING} {DEVICE} {CARD} {SESSION} {EMAIL} {PHONE} {TOUCHPOINT} {VALUE} {SCORE} {TEXT} {OPEN} {SOLVE} created updated {QUANTITY}"
        ).split()
    )
)


@lru_cache(maxsize=20_000)
def tokens(name: str) -> tuple[str, ...]:
    """The words of a name: split at signs, at capitals, and where a known word meets a known ending.

    Examples:
        >>> tokens("CustomerID"), tokens("order_delivered_customer_date"), tokens("Kundennummer"), tokens("userid")
        (('customer', 'id'), ('order', 'delivered', 'customer', 'date'), ('kunden', 'nummer'), ('user', 'id'))
        >>> tokens("case:concept:name"), tokens("e-mail")
        (('case', 'concept', 'name'), ('email',))
    """
    text = re.sub(r"(?i)\be[-_ ]mail", "email", name.replace("ß", "ss"))
    text = re.sub(r"(?i)(?<![a-z])e[-_ ]?nps(?![a-z])", "enps", text)
    text = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", text)
    text = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1 \2", text)
    words = re.findall(r"[^\W_]+|#", folded(text))
    return tuple(part for word in words for part in _split(word))


def _split(word: str) -> tuple[str, ...]:
    if word in _KNOWN or len(word) < 5:
        return (word,)
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) > len(suffix) + 2:
            rest = word[: -len(suffix)]
            if (
                rest in _KNOWN
                or rest.rstrip("sn") in _KNOWN
                or rest + "e" in _KNOWN
                or rest.removesuffix("s") in _KNOWN
            ):
                return (rest, suffix)
    return (word,)


@lru_cache(maxsize=500)
def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def speaks_of(names: tuple[str, ...], words: str) -> bool:
    """True when one of the tokens is one of the words.

    Examples:
        >>> speaks_of(("order", "id"), KEY), speaks_of(("order", "status"), KEY)
        (True, False)
    """
    return not _words(words).isdisjoint(names)


def singular(word: str) -> str:
    """An English plural as one of it.

    Examples:
        >>> [singular(w) for w in ("orders", "categories", "address", "batches", "surveys", "news")]
        ['order', 'category', 'address', 'batch', 'survey', 'news']
    """
    if word.endswith("ungen"):
        return word[:-2]
    if word in ("kunden", "clientes", "pedidos", "commandes"):
        return word[:-1]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")) and word != "news":
        return word[:-1]
    return word


def a(noun: str) -> str:
    """A noun with its article.

    Examples:
        >>> a("order"), a("customer"), a("user")
        ('an order', 'a customer', 'a user')
    """
    return f"{'an' if noun[:1] in 'aeio' else 'a'} {noun}"


def concept(noun: str) -> str:
    """What a noun of any known language means, by its last word.

    Examples:
        >>> concept("bestellungen"), concept("coupon redemption"), concept("kunde")
        ('order', 'redemption', 'customer')
    """
    last = tokens(noun)[-1] if tokens(noun) else noun
    return CASE_OF.get(last) or PERSON_OF.get(last) or last


def without_container(names: tuple[str, ...]) -> tuple[str, ...]:
    """Tokens without the name of the object that a JSON field lies in.

    Examples:
        >>> without_container(("properties", "distinct", "id"))
        ('distinct', 'id')
    """
    while len(names) > 1 and names[0] in ("properties", "context", "attributes", "traits", "payload", "data", "fields"):
        names = names[1:]
    return names
