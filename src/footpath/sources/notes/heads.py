"""What the head of a file of notes says: its date, whom it is about, their consent, and what kind of conversation it was."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from footpath.sources.notes import vocabulary
from footpath.sources.notes.dates import read_date
from footpath.sources.notes.turns import Head
from footpath.sources.words import CASE_OF, PERSON_OF, folded

_LINE = re.compile(r"[\s*_#>-]*([^\W\d_][^:=\n]{0,40}?)[\s*_]*[:=][\s*_]*(\S.*?)[\s*]*$")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ID = re.compile(r"[A-Za-z]{0,6}[-_#]?\d[\w-]*$")
_NAMED = re.compile(
    r"(?:^|[\W_])(customer|cust|client|kunden?|cliente|klant|user|member|account|order|ticket|case|bestellung|pedido|commande)"
    r"(?:[-_ ]?(?:id|nr|no|number|nummer))?[-_ #]*([A-Za-z]{0,3}\d[A-Za-z0-9]*)(?=$|[\W_])",
    re.IGNORECASE,
)
_READ = 300  # letters of a line of the head that are looked at
LONGEST = 20  # lines that a head may have


def split_head(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines of the head of notes in which nobody is named, and the others: a title, and details behind their labels."""
    taken = 0
    for at, line in enumerate(lines[:LONGEST]):
        if not line.strip(" \t-=_*#"):
            continue
        found = _LINE.match(line[:_READ])
        if found is None:
            if at == 0 and len(line.split()) <= 10 and len(lines) > 1 and line.rstrip()[-1:] not in ".!?…":
                taken = 1  # a title
                continue
            break
        if not _is_key(found[1]):
            break
        taken = at + 1
    return list(lines[:taken]), list(lines[taken:])


def is_head_key(label: str) -> bool:
    """True for a label that names a detail of the notes and no speaker."""
    tokens = _tokens(label)
    known = vocabulary.DATE_KEYS | vocabulary.CONSENT_KEYS | vocabulary.GENRE_KEYS | vocabulary.KNOWN_KEYS
    keyed = any(token in ("id", "nr", "number", "nummer", "email") for token in tokens)
    return keyed or (any(t in known for t in tokens) and not any(t in vocabulary.STAFF for t in tokens))


def _is_key(label: str) -> bool:
    tokens = _tokens(label)
    return is_head_key(label) or any(
        token in PERSON_OF or token in vocabulary.GENERIC or token in CASE_OF for token in tokens
    )


def read_head_lines(lines: Iterable[str], path: Path) -> Head:
    """Date, identifiers, consent and kind, from the head first and from the file's name where the head is silent."""
    date = consent = genre = None
    identifiers: dict[str, str] = {}
    for line in (line[:_READ] for line in lines):
        found = _LINE.match(line)
        if found is None:
            genre = genre or genre_of(line)
            date = date or read_date(line)
            continue
        tokens, value = _tokens(found[1]), found[2]
        if any(token in vocabulary.CONSENT_KEYS for token in tokens):
            consent = consent or value
        elif any(token in vocabulary.DATE_KEYS for token in tokens) and (day := read_date(value)):
            date = date if date and date > day[:10] and day.endswith("00:00:00") else day
        elif any(token in vocabulary.GENRE_KEYS for token in tokens):
            genre = genre or genre_of(value)
        else:
            identifiers.update({kind: key for kind, key in _identify(tokens, value) if kind not in identifiers})
    named = path.stem
    identifiers = identifiers or dict(_identify_name(named))
    return Head(
        date=date or read_date(named),
        identifiers=tuple(sorted(identifiers.items())),
        consent=consent,
        genre=genre or genre_of(named) or genre_of(path.parent.name),
    )


def refuses(consent: str | None) -> bool:
    """True when what stands behind "consent:" is a no.

    Examples:
        >>> refuses("No, withdrawn on 3 May"), refuses("yes (signed)"), refuses(None), refuses("nicht erteilt")
        (True, False, False, True)
    """
    words = _tokens(consent or "")[:2]
    return any(word in vocabulary.NO or word in ("nicht", "pas") for word in words)


def genre_of(text: str) -> str | None:
    """The kind of conversation that a name or title speaks of.

    Examples:
        >>> genre_of("Interview_03_Ann"), genre_of("staff interviews"), genre_of("support-call 17"), genre_of("misc")
        ('interviews', 'employee_interviews', 'calls', None)
    """
    tokens = set(_tokens(text))
    return next((genre for genre, words in vocabulary.GENRES.items() if tokens & set(words.split())), None)


def _tokens(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+|\d+", folded(text))


def _identify(tokens: Sequence[str], value: str) -> list[tuple[str, str]]:
    found = []
    if email := _EMAIL.search(value):
        found.append(("email", email[0].lower()))
    bare = value.strip().strip("#")
    employed = next(("employee" for token in tokens if token in vocabulary.EMPLOYED), None)
    person = employed or next((PERSON_OF[token] for token in tokens if token in PERSON_OF), None)
    case = next((CASE_OF[token] for token in tokens if token in CASE_OF), None)
    if (
        not _ID.match(bare)
        and (person or case)
        and (inside := re.search(r"[(#]\s*#?([A-Za-z]{0,6}[-_]?\d[\w-]*)\)?", value))
    ):
        bare = inside[1]
    keyed = any(token in ("id", "nr", "no", "number", "nummer") for token in tokens)
    if _ID.match(bare) and (keyed or not re.fullmatch(r"[PpRr]?\d{1,2}", bare)):
        if person and person not in ("respondent", "person"):
            found.append((f"{person}_id", bare))
        elif case and case not in ("call", "conversation", "survey", "event"):
            found.append((f"{case}_id", bare))
    if (
        any(token in ("phone", "telefon", "tel", "mobile", "telefono", "telefone") for token in tokens)
        and sum(map(str.isdigit, value)) >= 7
    ):
        found.append(("phone", re.sub(r"[^\d+]", "", value)))
    return found


def _identify_name(name: str) -> list[tuple[str, str]]:
    if email := _EMAIL.search(name):
        return [("email", email[0].lower())]
    found = _NAMED.search(name)
    if found is None or read_date(found[2]) is not None:
        return []
    return _identify(_tokens(found[1]), found[2])
