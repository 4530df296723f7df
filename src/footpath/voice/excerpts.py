"""Parts of a text that fit on a card: whole sentences where possible, word for word, with … where something was left out."""

import re

SHORTEST, LONGEST = 25, 140  # characters that read well on a map
_LEAST = 12
_LEAST_WORDS = 3
_MOST_WINDOWS = 3
_LONGEST_TITLE = 60
_SAME_AGAIN = 0.7  # share of a title's words that its text repeats
_SENTENCE_END = re.compile(r"(?<=[.!?…。！？])\s+")
_MARK = re.compile(r"\[(?:name|email|phone|link|card|iban|number|address)\]")


def excerpts(text: str) -> list[str]:
    """The text, or up to three readable parts of a long one; none when there is too little to quote.

    Args:
        text: already scrubbed.

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
    folded = _folded(text)
    if not _is_quotable(folded):
        return []
    if len(folded) <= LONGEST:
        return [folded]
    windows = _windows(_SENTENCE_END.split(folded))
    if len(windows) > _MOST_WINDOWS:  # how people open, what lies in the middle, and how they sum up
        windows = [windows[0], windows[len(windows) // 2], windows[-1]]
    return [marked for part in windows if _is_quotable(marked := _with_ellipses(part, folded))]


def _folded(text: str) -> str:
    """The text on one line. A title goes when the text says the same again, else a dash parts it from the text.

    Examples:
        >>> _folded("Great\\nI like it."), _folded("My lamp is\\nHello, my lamp is broken.")
        ('Great – I like it.', 'Hello, my lamp is broken.')
    """
    title, _, body = (" ".join(part.split()) for part in text.strip().partition("\n"))
    if not body or len(title) > _LONGEST_TITLE or title[-1:] in ".!?…,;:":
        return f"{title} {body}".strip()
    words = set(title.casefold().split())
    again = len(words & set(body[:200].casefold().replace(",", " ").split())) / max(len(words), 1)
    return body if again >= _SAME_AGAIN else f"{title} – {body}"


def readability(text: str) -> float:
    """1 for a text of good length, less for a shorter or a longer one."""
    return min(1.0, len(text) / SHORTEST, LONGEST / max(len(text), 1))


def _is_quotable(text: str) -> bool:
    """Whether enough stays when the marks of what was scrubbed are taken away."""
    own = _MARK.sub("", text)
    spaced = len(own.split()) >= _LEAST_WORDS or any(ord(character) > 0x2E80 for character in own)
    return len(own) >= _LEAST and spaced and len(_MARK.findall(text)) <= 2


def _windows(sentences: list[str]) -> list[str]:
    """Sentences in a row, joined as long as they fit."""
    windows: list[str] = []
    for sentence in sentences:
        if windows and len(windows[-1]) + 1 + len(sentence) <= LONGEST - 4:
            windows[-1] += " " + sentence
        else:
            windows.append(sentence)
    return [_cut(window) for window in windows]


def _cut(window: str) -> str:
    """The beginning of a window, up to the last whole word that fits."""
    if len(window) <= LONGEST - 4:
        return window
    head = window[: LONGEST - 4]
    return head.rsplit(" ", 1)[0] if " " in head else head


def _with_ellipses(part: str, whole: str) -> str:
    before = "" if whole.startswith(part) else "… "
    return f"{before}{part}" if whole.endswith(part) else f"{before}{part} …"
