"""The words that the drawing itself says: English here, other languages from the catalogues in `words/`.

Which language is spoken, and whether a sheet is read from the right, is told once at every entry of `render`
(``with speaking(journey):``) and comes from the map alone. Below that point labels go through `say` and `say_many`. A language
without a catalogue is drawn with English labels and English figures.
"""

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from footpath.model.few import without_few
from footpath.model.maps import JourneyMap
from footpath.render.text import is_rtl
from footpath.render.words import Words, words_of

_RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ku-arab", "ps", "sd", "syr", "ug", "ur", "yi"}
)

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Speech:
    """What is being spoken: a catalogue (none for English), whether the sheet is read from the right, and the language's tag."""

    words: Words | None = None
    from_right: bool = False
    tag: str = "en"


_ENGLISH = Speech()
_speech: ContextVar[Speech] = ContextVar("speech", default=_ENGLISH)
_known: ContextVar[tuple[Words, ...]] = ContextVar("known", default=())


@contextmanager
def speaking(journey: JourneyMap | str) -> Iterator[Speech]:
    """Draw in the language of a map, or in the one of a tag such as "de" or "pt-BR".

    Examples:
        >>> with speaking("de"):
        ...     say("Touchpoints")
        'Kontaktpunkte'
    """
    tag = journey if isinstance(journey, str) else journey.language
    from_right = _is_from_right(tag) or (not isinstance(journey, str) and _is_mostly_rtl(journey))
    speech = Speech(_words_for(tag), from_right, tag)
    token = _speech.set(speech)
    try:
        yield speech
    finally:
        _speech.reset(token)


def in_its_language(draw: Callable[Concatenate[JourneyMap, P], R]) -> Callable[Concatenate[JourneyMap, P], R]:
    """An entry of `render`: what it draws of a map is said in the map's language, and tells nothing of fewer than five."""

    @wraps(draw)
    def drawn(journey: JourneyMap, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with speaking(journey):
            return draw(without_few(journey), *args, **kwargs)

    return drawn


@contextmanager
def knowing(*words: Words) -> Iterator[None]:
    """Draw with further catalogues, which `load_words` read; they go before those that Footpath brings."""
    token = _known.set((*words, *_known.get()))
    try:
        yield
    finally:
        _known.reset(token)


def with_language(journey: JourneyMap, language: str) -> JourneyMap:
    """The same map, to be drawn in another language; what people or claims say in it stays as it was written."""
    return journey.model_copy(update={"language": language})


def say(text: str, /, **values: object) -> str:
    """A label in the language that is being drawn.

    Args:
        text: the label in English, which is also its key; never a text from outside.
        values: put in where the label holds ``{name}``.

    Examples:
        >>> say("{count} customers", count="1,200")
        '1,200 customers'
    """
    words = _speech.get().words
    said = words.said(text) if words else text
    return said.format(**values) if values else said


def say_many(one: str, many: str, n: float, /, **values: object) -> str:
    """A label that depends on a number, in the form that the language has for it.

    Examples:
        >>> say_many("{count} voice", "{count} voices", 1, count="1"), say_many("{count} voice", "{count} voices", 0, count="0")
        ('1 voice', '0 voices')
    """
    words = _speech.get().words
    said = words.counted(one, many, n) if words else one if n == 1 else many
    return said.format(**values)


def to_say(text: str) -> str:
    """A label kept for later: it stays English here, and is found by whoever collects labels to translate."""
    return text


def language() -> str:
    """The tag of the language that is being drawn, as the map has it."""
    return _speech.get().tag


def spoken() -> Words | None:
    """The catalogue that is being spoken; none in English."""
    return _speech.get().words


def reads_from_right() -> bool:
    """Whether what is being drawn is read from right to left: stages, lanes and cards begin at the right then."""
    return _speech.get().from_right


def leans_right(text: str) -> bool:
    """Whether a text keeps to the right of its place on a sheet that is read from the left.

    On a sheet that is read from the right everything is laid out as if from the left and turned at the end, so nothing leans.
    """
    return is_rtl(text) and not reads_from_right()


def _words_for(tag: str) -> Words | None:
    plain = tag.replace("_", "-").lower()
    tags = [plain, plain.split("-")[0]]
    given = {words.tag: words for words in reversed(_known.get())}
    return next((words for wanted in tags if (words := given.get(wanted) or words_of(wanted))), None)


def _is_from_right(tag: str) -> bool:
    return tag.replace("_", "-").lower().split("-")[0] in _RIGHT_TO_LEFT


def _is_mostly_rtl(journey: JourneyMap) -> bool:
    """Whether most letters of the title and of the stages' names run from right to left."""
    directions = [
        unicodedata.bidirectional(letter) for letter in journey.title + "".join(s.name for s in journey.stages)
    ]
    back = sum(direction in ("R", "AL") for direction in directions)
    return back > directions.count("L")
