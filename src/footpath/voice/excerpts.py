"""Parts of a text that fit on a card: whole sentences where possible, word for word, with … where something was left out."""

import re
from itertools import pairwise

from footpath.voice.clauses import clauses

SHORTEST, LONGEST = 40, 220  # characters that read well on a map
_LEAST = 12
_LEAST_WORDS = 3
_FULL = 90  # characters from which a part takes no further sentence: a part says one thing
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”»)\]]*\s+|(?<=[。！？])|\s*\n\s*")
_MARK = re.compile(r"\[(?:name|email|phone|link|card|iban|number|address|date|ip)\]")
_NO_END = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|nr|no|st|sr|sra|vs|ca|tel|art|pag|bzw|z\.\s?b)|\b[^\W\d_])\.$", re.IGNORECASE
)


def excerpts(text: str, most: int = 5) -> list[str]:
    """The text, or readable parts of a long one; none when there is too little to quote.

    A line that ends without a full stop (a title) is not run into the next one. A part ends where a sentence ends, and within
    a sentence that is longer than a card, where a clause ends.

    Args:
        text: already scrubbed.
        most: parts at most; of more, some from everywhere in the text.

    Returns:
        Each a contiguous part of the text with its white space folded, at most `LONGEST` characters and two signs "…".

    Examples:
        >>> excerpts("Late again.\\n  I waited two weeks.")
        ['Late again. I waited two weeks.']
        >>> excerpts("ok")
        []
        >>> excerpts("I ordered a lamp. " + "Then nothing happened for days and days. " * 5 + "I want my money back.")[-1]
        '… I want my money back.'
    """
    whole = " ".join(text.split())
    if not _is_quotable(whole):
        return []
    titled = _has_title(text)
    if len(whole) <= LONGEST and not titled:
        return [whole]
    spans = [span for start, end in _windows(text) if _is_quotable(text[slice(*(span := (start, end)))])]
    if not spans and len(whole) <= LONGEST:
        return [whole]
    step = max(len(spans) - 1, 1) / max(most - 1, 1)
    kept = spans if len(spans) <= most else [spans[round(at * step)] for at in range(most)]
    return [_with_ellipses(text, start, end) for start, end in kept]


def readability(text: str) -> float:
    """1 for a text of good length, less for a shorter or a longer one, and for one that is shouted or full of marks.

    Examples:
        >>> readability("The parcel came two weeks late, and nobody told me.")
        1.0
        >>> readability("Late again, my dear"), readability("THE PARCEL CAME TWO WEEKS LATE, AND NOBODY TOLD ME.")
        (0.475, 0.5)
    """
    length = min(1.0, len(text) / SHORTEST, LONGEST / max(len(text), 1))
    letters = [character for character in text if character.isalpha()]
    shouted = len(letters) > 20 and sum(character.isupper() for character in letters) > 0.7 * len(letters)
    return length * (0.5 if shouted else 1.0) * 0.8 ** len(_MARK.findall(text))


def _is_quotable(text: str) -> bool:
    """Whether enough stays when the marks of what was scrubbed are taken away."""
    own = _MARK.sub("", text)
    spaced = len(own.split()) >= _LEAST_WORDS or any(ord(character) > 0x2E80 for character in own)
    return len(own.strip()) >= _LEAST and spaced and len(_MARK.findall(text)) <= 2


def _has_title(text: str) -> bool:
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    return any(line[-1] not in ".!?…,;:。！？" for line in lines[:-1])


def _windows(text: str) -> list[tuple[int, int]]:
    """Spans of sentences in a row, joined until a part is full; a sentence too long for a card in its clauses."""
    windows: list[tuple[int, int]] = []
    for start, end in _sentences(text):
        for piece in [(start, end)] if end - start <= LONGEST else _clauses(text, start, end):
            if windows and _joins(text, windows[-1], piece):
                windows[-1] = (windows[-1][0], piece[1])
            else:
                windows.append(piece)
    return windows


def _joins(text: str, window: tuple[int, int], piece: tuple[int, int]) -> bool:
    between = text[window[1] : piece[0]]
    titled = "\n" in between and text[window[1] - 1] not in ".!?…,;:。！？"
    room = piece[1] - window[0] <= LONGEST
    return room and not titled and window[1] - window[0] < _FULL


def _sentences(text: str) -> list[tuple[int, int]]:
    cuts = [
        found.end()
        for found in _SENTENCE_END.finditer(text)
        if not _NO_END.search(text[: found.start() + 1].rstrip()[-8:])
    ]
    return [_trimmed(text, start, end) for start, end in pairwise([0, *cuts, len(text)]) if text[start:end].strip()]


def _clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses of a long sentence, joined as long as they fit on a card; where even one does not fit, whole words."""
    pieces: list[tuple[int, int]] = []
    for first, last in clauses(text[start:end], most=100):
        for piece in _words(text, start + first, start + last):
            if pieces and piece[1] - pieces[-1][0] <= LONGEST:
                pieces[-1] = (pieces[-1][0], piece[1])
            else:
                pieces.append(piece)
    return pieces


def _words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces = []
    while end - start > LONGEST:
        space = text.rfind(" ", start, start + LONGEST)
        cut = space if space > start else start + LONGEST
        pieces.append(_trimmed(text, start, cut))
        start = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
    return [*pieces, (start, end)] if start < end else pieces


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())


def _with_ellipses(text: str, start: int, end: int) -> str:
    before, after = text[:start].strip(), text[end:].strip()
    return f"{'… ' if before else ''}{' '.join(text[start:end].split())}{' …' if after else ''}"
