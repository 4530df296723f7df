"""Numbers that somebody is known by: cards, accounts, telephones, orders, passports, tax numbers, days of birth.

Numbers that mean nobody stay: prices, dates, sizes, versions, counts.
"""

import re

_DATE = re.compile(
    r"(?:\d{1,2}([./-])\d{1,2}\1(?:\d{2}|\d{4})|(?:19|20)\d\d([./-])\d{1,2}\2\d{1,2}|(?:19|20)\d\d\s?[-/]\s?(?:19|20)\d\d)(?:\s\d{1,2})?"
)
_AMOUNT = re.compile(r"\d{1,3}(?:[., ]\d{3})+|\d+[.]\d{2}")
_MEASURE = re.compile(
    r"\d{1,3}[a-zA-Z]{0,3}(?:\s?[-–]\s?\d{1,3}[a-zA-Z]{0,3}){1,2}|\d{1,5}[a-zA-Z]{1,4}|\d{1,4}(?:[x×]\d{1,4}){1,2}[a-z]{0,2}"
)


_MONTHS = re.compile(r"(?:0?[1-9]|1[0-2])[/.-](?:19|20)\d\d")
_VERSION = re.compile(r"\d{1,3}(?:\.\d{1,3}){2,3}")
_ORDINARY = (_DATE, _MONTHS, _AMOUNT, _MEASURE, _VERSION)


def _number(match: re.Match[str]) -> str:
    """What a run of digits and separators is: a card, a phone number, another number, or no secret at all."""
    found = match.group().lstrip("(")
    if found != match.group() and any(ordinary.fullmatch(found) for ordinary in _ORDINARY):
        return match.group()
    found = match.group()
    digits = re.sub(r"\D", "", found)
    if 13 <= len(digits) <= 19 and passes_luhn(digits):
        return "[card]"
    if _is_telephone(found) or (
        len(digits) != len(found) and _TELEPHONE.search(match.string, max(0, match.start() - 24), match.start())
    ):
        return "[phone]"
    if any(ordinary.fullmatch(found) for ordinary in _ORDINARY):
        return found
    if (
        found.startswith(("+", "00"))
        or (len(digits) != len(found) and 7 <= len(digits) <= 15)
        or 9 <= len(digits) <= 12
    ):
        return "[phone]" if len(digits) >= 7 else found
    return "[number]" if len(digits) >= 6 else found


# 612 345 678 is written like an amount: it is one only with a unit beside it
_NINE = re.compile(r"\d{3}([ -])\d{3}\1\d{3}")
_TELEPHONE = re.compile(
    r"(?:tel\.?|phone|fon|móvil|celular|mobile|handy|whatsapp|numer\w*|komórk\w*|n[uú]mero|nummer)\W*(?:\w{1,3}\W+)?$",
    re.IGNORECASE,
)


def _is_telephone(found: str) -> bool:
    groups = _NINE.fullmatch(found)
    return groups is not None and (groups.group(1) == "-" or found[0] in "6789")


def passes_luhn(digits: str) -> bool:
    """Whether the last digit is the check digit that card numbers carry.

    Source: H. P. Luhn, US patent 2,950,048 (1960).

    Examples:
        >>> passes_luhn("4111111111111111"), passes_luhn("4111111111111112")
        (True, False)
    """
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _code(match: re.Match[str]) -> str:
    found = match.group()
    return found if any(ordinary.fullmatch(found) for ordinary in _ORDINARY) or _MODEL.fullmatch(found) else "[number]"


_MODEL = re.compile(r"[A-Za-z]{1,3}-?\d{1,4}[A-Za-z]{0,2}")  # S23, V11, WH-1000XM
_REFERENCE = (
    r"(?:order|ticket|case|invoice|customer|account|tracking|reference|ref|passport|member(?:ship)?|policy|contract"
    r"|pedido|encomenda|protocolo|fatura|nota\s+fiscal|nf|rastreio|rastreamento|chamado|cpf|cnpj|rg|nif|passaporte"
    r"|factura|cliente|seguimiento|incidencia|dni|nie|pasaporte|rfc|curp|expediente"
    r"|bestellung|auftrag|rechnung|kunde|sendung|vorgang|ausweis|pass|reisepass|steuer|vertrag|personalausweis"
    r"|commande|facture|client|dossier|suivi|passeport|contrat|ordine|pratica|spedizione|fattura|codice\s+fiscale|passaporto"
    r"|bestelling|klant|factuur|zaak|zending|track(?:ing|\s*(?:and|&)\s*trace)|bsn|paspoort"
    r"|zamówieni[ea]|zgłoszeni[ea]|przesyłk[ai]|klienta|faktur[ay]|pesel|nip|paszport\w*|ssn|iban)"
)
_NUMBER_WORD = (
    r"(?:\s*-?\s*(?:number|nummer|nr|no|num|número|numero|numéro|numer|n[º°o]|id|code|código|codice|kod)(?!\w)\.?)"
)
_IS = r"(?:[:]|is|ist|é|è|es|est|to|lautet|=)"
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,4})?\b")
_STATE_IDS = re.compile(
    r"(?<![\d.-])\d{3}\.\d{3}\.\d{3}-\d{2}(?![\d-])"  # CPF
    r"|(?<![\d.-])\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2}(?!\d)"  # CNPJ
    r"|(?<![\d.-])\d{3}-\d{2}-\d{4}(?![\d-])"  # SSN
    r"|\b[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]\b"  # codice fiscale
    r"|\b[XYZ]?-?\d{7,8}-?[A-Z]\b"  # DNI, NIE
    r"|\b[A-Z]{2,6}/\d{2,}(?:/\d+)+\b"  # CLM/2024/871
    r"|(?<![\d./-])\d{2,3}/\d{3}/\d{4,5}(?![\d/])"  # Steuernummer
)
_REFERRED = re.compile(
    rf"(?i)\b({_REFERENCE}s?(?:{_NUMBER_WORD}|s?n?nummer|kennzeichen|code)?\s*{_IS}?\s*)#?\s?(?=[a-z_./-]*\d)(\w+(?:[./-]\w+)*)"
)
_HASHED = re.compile(r"(?<![\w&])#\s?[A-Za-z]{0,4}-?\d[\w-]{2,30}")
_RUNS = re.compile(
    r"(?<![\w.,+'’-])(?<![\w][/])(?:(?:\+|00)\s?)?\(?\d(?:[\d().\-/]|[ \t](?=[\d(]))*\d(?![\w]|[.,]\d|-[A-Za-z\d])"
)
_CODES = re.compile(r"(?<![\w.,-])(?=(?:[A-Za-z_-]*\d){3})[A-Za-z\d]+(?:[-_][A-Za-z\d]+)*(?<=[\w-]{6})(?![\w-]|[.,]\d)")

_MONTH = r"(?:\w{3,9}\.?)"
_DAY = (
    rf"(?:\d{{1,2}}\s?[./-]\s?\d{{1,2}}\s?[./-]\s?(?:\d{{4}}|\d{{2}})|(?:19|20)\d\d[./-]\d{{1,2}}[./-]\d{{1,2}}"
    rf"|\d{{1,2}}(?:\.|st|nd|rd|th|er|º|°)?\s(?:(?:of|de)\s)?{_MONTH},?\s(?:de\s|del\s)?(?:19|20)\d\d(?:\s?r\.)?"
    rf"|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d|(?:19|20)\d\d)"
)
_BORN = (
    r"(?:born|date\s+of\s+birth|birth\s?date|birthday|dob|geboren|geburtsdatum|geburtstag|geb\.|geboortedatum|née?|date\s+de\s+naissance|naissance"
    r"|nací|nacid[oa]|fecha\s+de\s+nacimiento|nacimiento|nasci|nascid[oa]|data\s+de\s+nascimento|nascimento"
    r"|nat[oa]|data\s+di\s+nascita|nascita|urodz\w+|ur\.|data\s+urodzenia)"
)
_BIRTHS = re.compile(
    rf"(?i)(?<!\w)({_BORN}(?:\s+się)?[\s:]{{0,3}}(?:(?:on|am|the|op|le|el|em|il|a|is|ist|est|es|é|è|w|dnia|in|en|at)[\s:]{{1,3}}){{0,2}}){_DAY}(?!\d)"
)
_BORN_AFTER = re.compile(rf"(?i)(?<![\d./-]){_DAY}(?=\s(?:geboren|urodzon[ya])(?!\w))")


_DENSE = re.compile(r"\d(?:[^\s\d]{0,3}\s?\d){3}")  # four digits near each other: with fewer there is nothing to hide


def _referred(match: re.Match[str]) -> str:
    """A number after a word that refers to something; a date, an amount or a few pieces are none."""
    before, found = match.groups()
    digits = sum(sign.isdigit() for sign in found)
    plain = any(ordinary.fullmatch(found) for ordinary in _ORDINARY) or re.match(r"[.,]\d", match.string[match.end() :])
    known = digits >= 4 or (digits >= 2 and len(found) >= 4 and not found.isdigit() and not _MODEL.fullmatch(found))
    return f"{before}[number]" if known and not plain else match.group()


_CARD_CODE = re.compile(
    r"(?<!\w)((?:cvv2?|cvc2?|csc|card (?:security |verification )?code|security code|kartenprüf(?:nummer|ziffer)|código de segurança|código de seguridad)"
    r"\W{0,3}(?:(?:is|was|ist|é|es)\W+)?)\d{3,4}(?!\w)",
    re.IGNORECASE,
)


def scrub_numbers(text: str) -> str:
    """The text without numbers that somebody is known by."""
    text = _CARD_CODE.sub(r"\1[card]", text)
    if not _DENSE.search(text):
        return text
    text = _BIRTHS.sub(r"\1[date]", text)
    if "geboren" in text or "urodzon" in text:
        text = _BORN_AFTER.sub("[date]", text)
    text = _STATE_IDS.sub("[number]", _IBAN.sub("[iban]", text))
    text = _HASHED.sub("[number]", _REFERRED.sub(_referred, text))
    return _CODES.sub(_code, _RUNS.sub(_number, text))
