"""Parts of a text that each say one thing: sentences, cut where the tone may turn.

"Good product but late" praises one thing and blames another; read whole it is neither. A text is cut at the ends of its sentences,
before words of contrast in a dozen languages, and at commas between two parts that could stand alone.
"""

import re
from itertools import pairwise

_READ = 8_000  # characters of a text that are cut; what follows belongs to the last part
_LEAST_LETTERS = 5  # of a part; a shorter one belongs to the part before it
_LEAST_BESIDE_COMMA = 9  # letters, and two words, on both sides of a comma that parts

_CONTRAST = """
but however although though except unfortunately sadly nevertheless nonetheless whereas despite
mas porém contudo entretanto todavia embora infelizmente
pero aunque desafortunadamente lamentablemente
aber jedoch allerdings obwohl trotzdem dennoch leider hingegen
cependant pourtant toutefois malgré malheureusement néanmoins dommage
però tuttavia invece purtroppo nonostante
maar echter helaas hoewel
ale jednak niestety chociaż
но однако хотя зато
ama fakat ancak maalesef
لكن ولكن
"""
_PHRASES = (
    "even though",
    "on the other hand",
    "só que",
    "no entanto",
    "apesar de",
    "sin embargo",
    "no obstante",
    "a pesar de",
    "par contre",
    "en revanche",
    "bien que",
    "anche se",
    "к сожалению",
)
_AFTER_COMMA = ("yet", "doch", "mais", "ma", "nur")  # these mean other things elsewhere: more (pt), my (fr), only (de)
_FRENCH = re.compile(r"\b(?:est|les?|très|je|c'est|une?|pas|bien|mon|était|bon|bonne)\b", re.IGNORECASE)
_ITALIAN = re.compile(r"\b(?:è|il|non|che|molto|sono|ottimo|buon[oa]?|per|bell[oa])\b", re.IGNORECASE)
_NO_CONTRAST = re.compile(
    r"(?:\b(?:anything|nothing|everything|all|none|help|last|cannot|el|lo|la|de|e)|\bnot\s+only\b.{0,60})\s+$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:that|which|who|whom|whose|because|so|and|or|que|qui|quem|dass|weil|der|die|das|den|und|oder|che|et|ou|e|y|o|i|и|что|który)\b",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|nr|no|st|sr|sra|vs|ca|approx|bzw|usw|tel|pag|art)|\b[^\W\d_])\.$", re.IGNORECASE
)

_SENTENCE = re.compile(
    r"[.!?…]+[\"'”»)\]]*(?=\s)|[!?]+(?=\w)|[。！？；]+|(?<=[a-zà-ÿ])\.(?=[A-ZÀ-Ý])|[;\n\r]+|\s[–—-]\s"
)
_WORDS_OF_CONTRAST = re.compile(
    r"(?<!\w)(?:" + "|".join([*map(re.escape, _PHRASES), *map(re.escape, _CONTRAST.split())]) + r")(?!\w)"
    r"|(?<=,\s)(?:" + "|".join(_AFTER_COMMA) + r")(?!\w)"
    r"|(?<!不)但是?|不过|可是|然而|しかし|でも、|ただし|하지만|그러나",
    re.IGNORECASE,
)
_ENDS_WITH_CONTRAST = re.compile(r"(?<=[すだたい])が、|けど、?|けれども?、?|지만,?\s")
_FRENCH_BUT = re.compile(r"(?<!\w)mais(?!\w)", re.IGNORECASE)
_ITALIAN_BUT = re.compile(r"(?<!\w)ma(?!\w)", re.IGNORECASE)
_COMMA = re.compile(r"(?<!\d),\s|,(?=[^\W\d])|[，、]")
_LETTER = re.compile(r"[^\W\d_]")
_WIDE = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]"
)  # scripts that say a word in a sign or two


def clauses(text: str, most: int = 12) -> list[tuple[int, int]]:
    """Which parts of the text each say one thing?

    Parts never overlap, stand in the order of the text and leave out nothing but white space at their ends. A part of fewer than
    five letters (fewer signs where a sign is a word) belongs to the one before it. More than ``most`` parts are joined with their
    neighbours. A text without a letter is one part; one of white space has none.

    Args:
        most: at most so many parts.

    Returns:
        Start and end of each part, as places in ``text``.

    Examples:
        >>> said = "Good product but it came late. Never again!"
        >>> [said[start:end] for start, end in clauses(said)]
        ['Good product', 'but it came late.', 'Never again!']
        >>> clauses("Nothing but praise"), clauses("  "), clauses("3.5 stars")
        ([(0, 18)], [], [(0, 9)])
    """
    read = text[:_READ]
    cuts = sorted({*_sentence_ends(read), *_turns(read)})
    cuts = sorted({*cuts, *_commas(read, cuts)})
    bounds = [0, *[cut for cut in cuts if 0 < cut < len(read)], len(text)]
    parts = _joined(text, [(start, end) for start, end in pairwise(bounds) if start < end])
    step = -(-len(parts) // max(most, 1))
    few = [(parts[at][0], parts[min(at + step, len(parts)) - 1][1]) for at in range(0, len(parts), step or 1)]
    return [span for start, end in few if (span := _trimmed(text, start, end))[0] < span[1]]


def _sentence_ends(text: str) -> list[int]:
    return [
        found.end()
        for found in _SENTENCE.finditer(text)
        if not _ABBREVIATED.search(text, max(0, found.end() - 12), found.end())
    ]


def _turns(text: str) -> list[int]:
    """Where the tone may turn: before a word of contrast, or after one that ends its part."""
    words = [*_WORDS_OF_CONTRAST.finditer(text)]
    if _FRENCH.search(text):
        words += _FRENCH_BUT.finditer(text)
    if _ITALIAN.search(text):
        words += _ITALIAN_BUT.finditer(text)
    before = [
        found.start() for found in words if not _NO_CONTRAST.search(text[max(0, found.start() - 80) : found.start()])
    ]
    return before + [found.end() for found in _ENDS_WITH_CONTRAST.finditer(text)]


def _commas(text: str, cuts: list[int]) -> list[int]:
    """Ends of the commas between two parts that could stand alone."""
    bounds = [0, *cuts, len(text)]
    found = []
    for start, end in pairwise(bounds):
        last = start
        for comma in _COMMA.finditer(text, start, end):
            alone = _stands_alone(text[last : comma.start()]) and _stands_alone(text[comma.end() : end])
            if alone and not _GOES_ON.match(text, comma.end()):
                found.append(comma.end())
                last = comma.end()
    return found


def _stands_alone(part: str) -> bool:
    letters = _size(part)
    return letters >= _LEAST_BESIDE_COMMA and (len(part.split()) > 1 or bool(_WIDE.search(part)))


def _size(part: str) -> int:
    """Letters, where a sign of a script that needs few counts for three."""
    return len(_LETTER.findall(part)) + 2 * len(_WIDE.findall(part))


def _joined(text: str, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts, each that is too short put to the one before it; a short first one to the next."""
    out: list[tuple[int, int]] = []
    for start, end in parts:
        if out and (_size(text[start:end]) < _LEAST_LETTERS or _size(text[slice(*out[-1])]) < _LEAST_LETTERS):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())
