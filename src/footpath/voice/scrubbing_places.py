"""Where somebody lives: a street with a house number, in the ways eight languages write it, and what follows of town and flat."""

import re

_CAPITAL = r"[A-ZÀ-ÖØ-ÞŠŽŁŚĆŹŻ]"
_WORD = rf"{_CAPITAL}[\w'’.-]{{0,24}}"
_HOUSE = r"\d{1,5}(?:\s?[a-zA-Z](?!\w|\.\s?\d))?(?:\s?[/-]\s?\w{1,4})?(?:\s(?:bis|ter)\b)?"
_NO = r"(?:n[º°o.]{0,2}\s?|nr\.?\s?|num\.?\s?)?"
_SMALL = r"(?:(?:de|da|do|das|dos|del|della|dei|degli|delle|di|la|las|le|los|les|des|du|van|von|der|den|het|l['’]|d['’]|e|y)\s?){0,3}"
# Flat, post code and town may follow a street
_FLAT = (
    r"(?:,?\s(?:(?:apto|apt|apartment|flat|unit|suite|ap|piso|bloco|bl|casa|m|lok|int|scala|bus|wohnung|whg|étage|apartamento)\b\.?\s?#?\w{1,5}\b"
    r"|\d{1,2}\s?[º°ª]\.?(?:\s?(?:[A-Z]\b|esq\.?|dto\.?|dir\.?|izq\.?|izda\.?|dcha\.?|frente))?))?"
)
_CODE = r"(?:\d{5}(?:-\d{3,4})?|\d{4}\s?[A-Z]{2}|\d{2}-\d{3}|\d{4}-\d{3}|[A-Z]{2}\s\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2})"
_TOWN = rf"{_CAPITAL}[\w'’-]{{2,24}}(?:\s{_CAPITAL}[\w'’-]{{2,24}}){{0,2}}"
_REST = (
    rf"(?i:{_FLAT})(?:,?\s(?:in\s)?(?:{_CODE}(?:\s{_TOWN})?)|,\s{_TOWN}(?:,?\s{_CODE}|\s\d{{1,2}}\b))?"
    r"(?:,?\s(?i:cep)\s?\d{5}-?\d{3})?"
)

_ENGLISH = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Way|Place|Pl|Square|Sq|Terrace|Close|Crescent|Highway|Hwy"
    r"|Quay|Row|Grove|Gardens|Hill|Mews|Parkway|Pkwy|Circle|Trail|Walk|Alley|Wharf|Park)"
)
_FRENCH = r"(?:rue|avenue|av\.|boulevard|bd|place|chemin|allée|impasse|quai|route|cours|square|passage|ruelle|sentier|faubourg)"
_BEFORE = (  # Calle Mayor 5 · Rua das Flores, 123 · via Garibaldi 12 · ul. Długa 7
    r"(?:calle|c/|avenida|avda\.?|av\.|rua|r\.|travessa|praça|plaza|pza\.|paseo|pº|alameda|rodovia|estrada|carrer|carretera|ronda|camino"
    r"|largo|(?:(?<=\bin\s)|(?<=,\s)|(?<=\bdi\s)|(?<=\ba\s)|(?<![\s\S]))via|viale|v\.le|corso|piazza|p\.za|piazzale|vicolo|strada|lungo\w+|laan|plein"
    r"|ul\.|ulic[aąęy]|al\.|alej[aei]|os\.|osiedl[eu]|pl\.|plac[u]?)"
)
_ONE_WORD = (  # Goethestraße · Lindenallee · Keizersgracht · Dorpsstraat
    r"(?:[Ss]tra(?:ß|ss)e|[Ss]tr\.|weg|platz|allee|gasse|damm|ufer|ring|markt|steig|pfad|stieg|graben|hof|straat|laan|plein|gracht|kade|dijk|dreef|singel|steeg|plantsoen)"
)
_TITLES = r"(?:Am|An\sder|Auf\sdem|Auf\sder|Im|In\sden|In\sder|Zum|Zur|Hinter\sde[nr]|Unter\sden|Vor\sde[mr]|Beim|Op\sde|Aan\sde)"

STREETS = tuple(
    re.compile(pattern)
    for pattern in (
        # 221b Baker Street
        rf"\b\d{{1,5}}[A-Za-z]?\s+(?:(?!The\b){_WORD}\s+){{1,3}}{_ENGLISH}\b\.?{_REST}",
        # 14 rue de la Paix · 3 bis, avenue des Tilleuls
        rf"\b\d{{1,4}}(?:\s?(?:bis|ter))?,?\s+(?i:{_FRENCH})\s{_SMALL}{_WORD}(?:\s{_SMALL}{_WORD}){{0,3}}{_REST}",
        rf"(?<!\w)(?i:{_BEFORE})\s?{_SMALL}(?:\d{{1,2}}\s(?:(?i:de)\s)?)?{_WORD}(?:\s{_SMALL}{_WORD}){{0,4}},?\s?(?i:{_NO}){_HOUSE}(?![/.]\d){_REST}",
        # Obere Mühlgasse 3 · Karl-Marx-Str. 210 · Prins Hendrikkade 33-2
        rf"(?:\b{_CAPITAL}[a-zà-ÿ]{{2,15}}\s)?\b{_CAPITAL}[\w.-]{{0,24}}{_ONE_WORD}\s{{1,2}}{_HOUSE}{_REST}",
        rf"\b[a-zß-ÿ]{{3,24}}(?:straße|strasse|str\.|straat|gracht)\s{{1,2}}{_HOUSE}{_REST}",
        rf"\b{_CAPITAL}[\w-]{{2,24}}er\s(?:Straße|Strasse|Str\.|Weg|Platz|Allee|Ring|Damm)\s{{1,2}}{_HOUSE}{_REST}",
        # Am Alten Markt 7 · Hinter den Höfen 5
        rf"\b{_TITLES}\s(?!Jahr|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Alter|Wert|Durchschnitt)(?:{_WORD}\s){{1,2}}{_HOUSE}(?!\s?(?:Uhr|Euro|Stück|Tag|Jahr|Monat|Woche|Minute|Stunde|Mal|%|[.,:]\d|x)){_REST}",
        # Laan van Meerdervoort 88
        rf"\b(?:Laan|Weg|Plein|Straat)\s{_SMALL}{_WORD}\s{_HOUSE}{_REST}",
        # 10115 Berlin · 75002 Paris · SW1A 1AA · CA 94105 · 01310-100 · 2517 AN Den Haag · 00-697 Warszawa
        rf"\b\d{{5}}\s+(?!(?:Euro|EUR|Dollar|USD|Real|Reais|Punkt|Point|Mile|Meile|Kilometer|Mal|Stück|Uhr|Orders|Items|Teile|Pieces)){_CAPITAL}[a-zà-öø-ÿ][\w-]{{1,24}}",
        r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b",
        r"\b[A-Z]{2}\s+\d{5}(?:-\d{4})?\b(?![/.]\d)",
        r"(?<![\d./-])(?<!\d\s)\d{5}-\d{3}(?![\d-])",
        rf"\b\d{{4}}\s[A-Z]{{2}}\s{_TOWN}",
        rf"(?<![\d-])\d{{2}}-\d{{3}}\s{_TOWN}",
    )
)


_FLAT_BEFORE = re.compile(r"\b(?:flat|apt|apartment|unit|suite)\.?\s\w{1,4},?\s(?=\[address\])", re.IGNORECASE)
_NUMBERED = re.compile(r"\w[\s,.º°]{1,4}(?:n[º°o.]{0,2}\s?)?\d|\d\w?,?\s+\w{2}|\d-\d", re.IGNORECASE)


def scrub_places(text: str) -> str:
    """The text without postal addresses. There is none without a number beside a word."""
    if not _NUMBERED.search(text):
        return text
    for street in STREETS:
        text = street.sub("[address]", text)
    return _FLAT_BEFORE.sub("", text) if "[address]" in text else text
