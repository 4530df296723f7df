"""Take out of a text what is no subject: names of products, people and places, amounts, dates, numbers and addresses.

"The Oslo lamp came 3 days late" and "The Malmö table came 9 days late" say one thing. A name is known by how it is written: with a
capital in the midst of a sentence, nearly always, in a language that does not write all nouns so. A name that goes with one subject
("PayPal") is that subject's best word and stays, unless many others may stand in its place: see `anywhere`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from footpath.voice.embedding import Vectors
from footpath.voice.time_words import UNITS

_CAPITAL_NOUNS = frozenset(
    {"de", "lb", ""}
)  # languages that write every noun with a capital, and texts of unknown language
_LEAST_SEEN = 4  # of a word in the midst of sentences
_LEAST_CAPITAL = 0.8  # of those, written with a capital
_TIED = 0.2  # likeness, on average, of what is said around a name, from which it belongs to one subject
_IN_PLACE = 0.6  # of that likeness, which what is said around another name has that may stand in its place
_MOST_IN_PLACE = 3  # other names in its place, beyond which it does not matter which of them is said
_MONEY = "€ [$] £ euros? eur dollars? usd pounds? gbp cents? francs? chf reais real pesos? kronor kroner kr zł złotych руб ₽ lira tl"
_YEARS = "years? jahre?n? ans? années? años? anos anni jaar lat seconds? sekunden? secondes? segundos secondi seconden"
_DAYS = """
mondays? tuesdays? wednesdays? thursdays? fridays? saturdays? sundays?
montags? dienstags? mittwochs? donnerstags? freitags? samstags? sonnabends? sonntags?
lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo
segunda-feira terça-feira quarta-feira quinta-feira sexta-feira lunedì martedì mercoledì giovedì venerdì sabato domenica
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
"""
_UNITS = "|".join(word for words in (*UNITS.values(), _MONEY, _YEARS) for word in words.split())
_NOISE = re.compile(
    r"\[(?:name|email|phone|link|card|iban|number|address|date|ip)\]|[^\s@]{1,64}@\S{1,255}|https?://\S+|www\.\S+"
    rf"|(?<!\w)(?:{'|'.join(_DAYS.split())})(?!\w)"
    rf"|[$€£₽#+-]?(?<!\w)[^\W\d]{{0,20}}\d(?:[\w.,:/%+-]|(?<=\d)\s(?=\d))*[€$£%]?(?:\s*(?:{_UNITS})(?!\w))?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_INSIDE = re.compile(r"(?<=[^\W\d_] )[^\W\d_]{3,}")  # a word right after a word
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Mask:
    """What is taken out of texts.

    Attributes:
        names: in lower case.
    """

    names: frozenset[str] = frozenset()

    @cached_property
    def _named(self) -> re.Pattern[str] | None:
        words = "|".join(sorted(map(re.escape, self.names), key=lambda word: (-len(word), word)))
        return re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])(?:'s|’s)?", re.IGNORECASE) if words else None

    def of(self, text: str) -> str:
        """What is left of a text; nothing when that is no word.

        Examples:
            >>> Mask(frozenset({"oslo"})).of("The Oslo lamp came 3 days late, order NH123 of 12.5.")
            'The lamp came late, order of'
            >>> Mask(frozenset({"oslo"})).of("Oslo, 0151 2345678")
            ''
        """
        left = _NOISE.sub(" ", text)
        left = self._named.sub(" ", left) if self._named else left
        left = _SPACE.sub(" ", left).replace(" ,", ",").replace(" .", "").strip(" ,;:-–—/")
        return left if _WORD.search(left) else ""


NO_MASK = Mask()


def names_of(texts: Iterable[str], languages: Sequence[str]) -> frozenset[str]:
    """Words that are written as names are, in lower case.

    Examples:
        >>> said = ["the Oslo lamp is great", "my Oslo came", "an Oslo chair", "that Oslo lamp"]
        >>> sorted(names_of(said, ["en"] * 4))
        ['oslo']
    """
    seen: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text, language in zip(texts, languages, strict=True):
        if language not in _CAPITAL_NOUNS and not text.isupper() and not text.istitle():
            for found in _INSIDE.finditer(text):
                word = found.group()
                seen[word.casefold()] += 1
                capital[word.casefold()] += word[0].isupper() and not word.isupper()
    return frozenset(
        word for word, times in seen.items() if times >= _LEAST_SEEN and capital[word] >= _LEAST_CAPITAL * times
    )


def anywhere(names: Iterable[str], said: Sequence[str], vectors: Vectors) -> frozenset[str]:
    """Those names that go with many subjects, and those in whose place many others may stand.

    What is said around a name of the first kind is not alike. What is said around one of the second kind is ("we live in Bonn", "Regards, Mary"),
    but the same is said around others: it is a detail which of them it is.

    Args:
        said: clauses in lower case.
        vectors: what each says without the names, where any two are alike by 0 on average.
    """
    words = [frozenset(_WORD.findall(clause)) for clause in said]
    around = {name: [row for row, has in enumerate(words) if name in has] for name in sorted(names)}
    often = [name for name, rows in around.items() if len(rows) > 1]
    if not often:
        return frozenset(around)
    counts = np.array([len(around[name]) for name in often], dtype=float)
    sums = np.array([vectors[around[name]].sum(axis=0) for name in often], dtype=float)
    alike = ((sums**2).sum(axis=1) - counts) / (counts * (counts - 1))
    between = (sums / counts[:, None]) @ (sums / counts[:, None]).T
    np.fill_diagonal(between, -1)
    others = (between >= _IN_PLACE * alike[:, None]).sum(axis=1)
    tied = (alike >= _TIED) & (others <= _MOST_IN_PLACE)
    return frozenset(around) - {name for name, stays in zip(often, tied.tolist(), strict=True) if stays}
