"""Take personal data out of a text before anybody is shown it.

Patterns, not a model: what they find is replaced by a mark that says what stood there, and the rest stays word for word. When in
doubt a number or a capitalised word after a greeting goes: a quote can spare it. Prices, dates, sizes and stars stay.
English, German, French, Spanish and Portuguese; numbers and addresses of the net in any language.
"""

import re
from collections.abc import Callable
from importlib import resources

_MOST_ROUNDS = 12
_CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)

Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]

# Building blocks
_CAPITAL = r"[A-ZÀ-ÖØ-ÞŠŽŁ]"
_NAME = rf"{_CAPITAL}[\w'’-]{{1,24}}"
_NAMES = rf"{_NAME}(?:\s+(?:(?:de|da|do|dos|van|von|del|la)\s+)?{_NAME}){{0,3}}"
_GAP = r"[\s,:]{1,3}"


def scrub(text: str) -> str:
    """The text with marks in place of personal data.

    E-mail addresses, phone, card and account numbers, addresses of pages, handles, customer, order and ticket numbers, postal
    addresses; names where a text introduces, greets or signs with one, and usual given names anywhere. Control and direction signs go, too.

    Returns:
        A text that scrubbing changes no further.

    Examples:
        >>> scrub("My name is Ann Lee, write to ann@example.org or call +49 170 1234567.")
        'My name is [name], write to [email] or call [phone].'
        >>> scrub("Order #A-10442 of 12.03.2024 cost 1.299,00 Euro, 5 stars")
        'Order [number] of 12.03.2024 cost 1.299,00 Euro, 5 stars'
    """
    text = _CONTROLS.sub("", text)
    for _ in range(_MOST_ROUNDS):
        again = _scrub_once(text)
        if again == text:
            break
        text = again
    return text


def _scrub_once(text: str) -> str:
    for pattern, mark in _RULES:
        text = pattern.sub(mark, text)
    return text


# Numbers that mean nobody stay


_DATE = re.compile(
    r"(?:\d{1,2}([./-])\d{1,2}\1(?:\d{2}|\d{4})|(?:19|20)\d\d([./-])\d{1,2}\2\d{1,2}|(?:19|20)\d\d\s?[-/]\s?(?:19|20)\d\d)(?:\s\d{1,2})?"
)
_AMOUNT = re.compile(r"\d{1,3}(?:[., ]\d{3})+|\d+[.]\d{2}")
_MEASURE = re.compile(
    r"\d{1,3}[a-zA-Z]{0,3}(?:\s?[-–]\s?\d{1,3}[a-zA-Z]{0,3}){1,2}|\d{1,5}[a-zA-Z]{1,4}|\d{1,4}(?:[x×]\d{1,4}){1,2}[a-z]{0,2}"
)


def _number(match: re.Match[str]) -> str:
    """What a run of digits and separators is: a card, a phone number, another number, or no secret at all."""
    found = match.group()
    digits = re.sub(r"\D", "", found)
    if _DATE.fullmatch(found) or _AMOUNT.fullmatch(found) or _MEASURE.fullmatch(found):
        return found
    if 13 <= len(digits) <= 19 and passes_luhn(digits):
        return "[card]"
    if (
        found.startswith(("+", "00"))
        or (len(digits) != len(found) and 7 <= len(digits) <= 15)
        or 10 <= len(digits) <= 12
    ):
        return "[phone]" if len(digits) >= 7 else found
    return "[number]" if len(digits) >= 6 else found


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
    return found if _MEASURE.fullmatch(found) or _DATE.fullmatch(found) else "[number]"


_NET: tuple[Rule, ...] = (
    (re.compile(r"(?i)\b(?:https?|ftp)\s?:\s?//\S+|\bwww\.\S+"), "[link]"),
    (re.compile(r"(?<![\w.+-])[\w.+%'-]{1,64}\s?@\s?[\w-]{1,63}(?:\.[\w-]{1,63})+", re.UNICODE), "[email]"),
    (
        re.compile(
            r"(?i)(?<![\w.+-])[\w.+-]{1,64}\s*[\[({]\s*(?:at|arroba|ät)\s*[\])}]\s*[\w-]{1,63}(?:\s*(?:\.|[\[({]\s*(?:dot|ponto|punto|punkt|point)\s*[\])}])\s*[\w-]{2,63})+"
        ),
        "[email]",
    ),
    (
        re.compile(r"(?i)(?<![\w.+-])[\w.+-]{1,64} (?:at|arroba) [\w-]{2,63} (?:dot|ponto|punto|point) \w{2,10}\b"),
        "[email]",
    ),
    (re.compile(r"(?i)(?<![\w@./])(?:[a-z0-9-]{1,63}\.)+[a-z]{2,12}/\S*\?\S*"), "[link]"),
    (re.compile(r"(?<![\w@.])@\w[\w.]{1,30}\b"), "[name]"),
)

_STREETS: tuple[Rule, ...] = tuple(
    (re.compile(pattern), "[address]")
    for pattern in (
        # 221b Baker Street · 14 rue de la Paix
        rf"\b\d{{1,5}}[A-Za-z]?\s+(?:{_CAPITAL}[\w'.-]{{0,20}}\s+){{1,3}}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Way|Place|Square|Terrace|Close|Crescent|Highway)\b\.?",
        rf"(?i:\b\d{{1,4}}(?:\s?(?:bis|ter))?,?\s+(?:rue|avenue|av\.|boulevard|bd|place|chemin|allée|impasse|quai|route|cours)\s+(?:de\s+la|de\s+l['’]|du|des|de|d['’]|la|le|les)?)\s?{_CAPITAL}[\w'’-]{{1,24}}(?:\s+{_CAPITAL}[\w'’-]{{1,24}}){{0,3}}",
        # Goethestraße 12a · Am Ring 5
        r"\b[\w-]{0,24}(?:[Ss]traße|[Ss]trasse|[Ss]tr\.)\s{1,2}\d{1,4}\s?[a-z]?\b",
        rf"\b{_CAPITAL}[\w-]{{2,24}}(?:weg|platz|allee|gasse|damm|ufer|ring)\s{{1,2}}\d{{1,4}}\s?[a-z]?\b",
        # Calle Mayor 5 · Rua das Flores, 123, apto 4
        r"(?i:\b(?:calle|c/|avenida|av\.|rua|r\.|travessa|praça|plaza|paseo|alameda|rodovia|estrada))\s+(?:(?:de|da|do|das|dos|del|la|las|los)\s+){0,2}[\w.'-]{2,24}(?:\s+[\w.'-]{1,24}){0,4}?,?\s*(?i:n[º°o.]{0,2}\s*)?\d{1,5}\b(?:,?\s*(?i:apto?|ap\.|piso|bloco)\.?\s*\w{1,6})?",
        # 10115 Berlin · 75002 Paris · SW1A 1AA · CA 94105 · 01310-100
        rf"\b\d{{5}}\s+(?!(?:Euro|EUR|Dollar|USD|Real|Reais|Punkt|Point|Mile|Meile|Kilometer|Mal|Stück|Uhr|Orders|Items)){_CAPITAL}[a-zà-öø-ÿ][\w-]{{1,24}}",
        r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b",
        r"\b[A-Z]{2}\s+\d{5}(?:-\d{4})?\b",
        r"(?<![\d.-])\d{5}-\d{3}(?![\d-])",
    )
)

_REFERENCE = r"(?:order|ticket|case|invoice|customer|account|tracking|reference|ref|pedido|encomenda|protocolo|fatura|nota\s+fiscal|nf|rastreio|factura|cliente|seguimiento|bestellung|auftrag|rechnung|kunde|sendung|vorgang|commande|facture|client|dossier|suivi)"
_NUMBER_WORD = r"(?:\s*-?\s*(?:number|nummer|nr|no|num|número|numero|numéro|n[º°o]|id|code)(?!\w)\.?)"

_NUMBERS: tuple[Rule, ...] = (
    (re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,4})?\b"), "[iban]"),
    (re.compile(r"(?<![\d.-])\d{3}\.\d{3}\.\d{3}-\d{2}(?![\d-])|(?<![\d.-])\d{3}-\d{2}-\d{4}(?![\d-])"), "[number]"),
    (re.compile(r"(?<![\w.,+])(?:(?:\+|00)\s?)?\(?\d(?:[\d().\-/]|[ \t](?=[\d(]))*\d(?![\w]|[.,]\d)"), _number),
    (
        re.compile(
            rf"(?i)\b({_REFERENCE}s?(?:{_NUMBER_WORD}|n?nummer)?\s*(?:[:]|is|ist|é|es|est)?\s*)#?\s?(?=[\w-]*\d)(?:\d{{4,}}|[a-z]{{1,4}}-?\d[\w-]{{2,30}}|[\w-]*\d[\w-]*[a-z-][\w-]*\d[\w-]*)\b"
        ),
        r"\1[number]",
    ),
    (re.compile(r"(?<![\w&])#\s?[A-Za-z]{0,4}-?\d[\w-]{2,30}\b"), "[number]"),
    (
        re.compile(r"(?<![\w.,-])(?=(?:[A-Za-z_-]*\d){3})[A-Za-z\d]+(?:[-_][A-Za-z\d]+)*(?<=[\w-]{6})(?![\w-]|[.,]\d)"),
        _code,
    ),
)

_NOT_NAMES = (
    r"(?!(?:Team|Sir|Madam|Sirs|All|Customer|Customers|Support|Service|There|Everyone|Everybody|Friends?|Folks|Guys|Store|Shop|Company|"
    r"Damen|Herren|Kunde|Kundin|Kundenservice|Kundendienst|Zusammen|Leute|Ihr|Sie|Pessoal|Todos|Equipe|Loja|Senhores|Cliente|Amigos|"
    r"Equipo|Tienda|Messieurs|Mesdames|Monsieur|Madame|Tous|Equipe|Service|Client|The|This|That|It|They|We|You|My|I|But|And|Not|No|Very|"
    r"Das|Die|Der|Es|Ich|Wir|Le|La|Les|Il|Je|Nous|O|A|Os|As|Eu|El|Los|Las|Yo)\b)"
)
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herrn?|Frau|Sr|Sra|Srta|Señora?|Senhora?|Dona|Monsieur|Madame|Mme|Mlle)\.?"
_INTRODUCED = r"(?i:my\s+name\s+is|my\s+name['’]s|mein\s+name\s+ist|ich\s+heiße|ich\s+heisse|je\s+m['’]appelle|mon\s+nom\s+est|me\s+llamo|mi\s+nombre\s+es|(?:o\s+)?meu\s+nome\s+é|(?:eu\s+)?me\s+chamo|chamo-me)"
_GREETED = r"(?i:dear|hi|hello|hey|good\s+(?:morning|afternoon|evening)|hallo|liebe[rs]?|sehr\s+geehrte[rs]?|guten\s+(?:tag|morgen|abend)|olá|oi|bom\s+dia|boa\s+(?:tarde|noite)|car[oa]|prezad[oa]|hola|buen(?:os|as)\s+(?:días|dias|tardes|noches)|estimad[oa]|querid[oa]|bonjour|bonsoir|salut|ch(?:er|ère))"
_SIGNED = r"(?i:(?:best|kind|warm)\s+(?:regards|wishes)|regards|sincerely|yours(?:\s+\w+)?|cheers|thanks(?:\s+a\s+lot)?|thank\s+you(?:\s+very\s+much)?|best|mit\s+freundlichen\s+grüßen|(?:viele|liebe|beste|herzliche)\s+grüße|gruß|grüße|mfg|lg|vg|danke|atenciosamente|att|obrigad[oa]|abraços?|cumprimentos|grat[oa]|saludos|atentamente|un\s+saludo|gracias|(?:bien\s+)?cordialement|merci|sent\s+from\s+the\s+phone\s+of)"
_SERVED = r"(?i:spoke\s+(?:to|with)|talked\s+(?:to|with)|chatted\s+with|helped\s+by|served\s+by|agent|advisor|adviser|employee|mitarbeiter(?:in)?|kolleg(?:e|in)|beraterin?|atendente|vendedora?|agente|asesora?|conseill(?:er|ère)|vendeu(?:r|se))"

_LISTED = (resources.files("footpath.voice") / "given_names.txt").read_text("utf-8").split()
_GIVEN = frozenset(name for name in _LISTED if not name.endswith("+"))
_ALSO_WORDS = frozenset(name[:-1] for name in _LISTED if name.endswith("+"))  # names only before a family name
_SAINTS = frozenset(("São", "Sao", "San", "Santa", "Santo", "Saint", "Sainte", "St", "Sankt"))
_CONTACT = r"\[(?:phone|email|iban|card|address)\]"


def _given(match: re.Match[str]) -> str:
    """Capitalised words with a mark from the first usual given name on."""
    for word in re.finditer(r"[^\s-]+", match.group()):
        if word.group() in _SAINTS:  # São Paulo, San José, Santa Barbara
            return match.group()
        alone = word.end() == len(match.group())
        if word.group().removesuffix("'s").removesuffix("’s") in _GIVEN or (not alone and word.group() in _ALSO_WORDS):
            return f"{match.group()[: word.start()]}[name]"
    return match.group()


_PEOPLE: tuple[Rule, ...] = (
    (
        re.compile(
            rf"\b({_INTRODUCED}{_GAP})(?:{_NAMES}|(?!\[)\w[\w'’-]{{1,24}}(?:\s\w[\w'’-]{{1,24}}(?=\s?(?:[,.!;\n]|$)))?)"
        ),
        r"\1[name]",
    ),
    (re.compile(rf"\b({_TITLE}\s+){_NAMES}"), r"\1[name]"),
    (re.compile(rf"\b({_GREETED}{_GAP}){_NOT_NAMES}{_NAMES}(?=\s*(?:[,!.:;\n–-]|$))"), r"\1[name]"),
    (re.compile(rf"\b({_SIGNED}{_GAP}\s{{0,3}}){_NOT_NAMES}{_NAMES}(?=[.!\s]*(?:\n|$))"), r"\1[name]"),
    (re.compile(rf"\b({_SERVED}{_GAP}){_NOT_NAMES}{_NAMES}"), r"\1[name]"),
    # Jo Bloggs, [phone]
    (re.compile(rf"\b(?:{_NAME}\s+){{1,2}}{_NAME}(?=\s*[,:;–-]?\s*{_CONTACT})"), "[name]"),
    (re.compile(rf"\b{_NAMES}"), _given),
)

_RULES: tuple[Rule, ...] = (*_NET, *_STREETS, *_NUMBERS, *_PEOPLE)
