"""What customers do themselves, and what the company or its machines do to them: visits are told by the former alone."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from footpath.model.catalogue import Touchpoint

_WORD = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def own_deeds(touchpoints: Iterable[Touchpoint]) -> NDArray[np.bool_]:
    """By touchpoint, whether customers do themselves what is recorded there."""
    return np.array([not of_the_company(touchpoint) for touchpoint in touchpoints], bool)


def of_the_company(touchpoint: Touchpoint) -> bool:
    """Whether a touchpoint is passive, or its name says that the company did it.

    An approval some minutes after an order says nothing of how long a customer stays, only how fast a machine is.

    Examples:
        >>> [of_the_company(Touchpoint(name=name)) for name in ("Order approved", "orderShipped", "Pedido entregue", "Order", "Delivery page")]
        [True, True, True, False, False]
        >>> of_the_company(Touchpoint(name="Newsletter sent", passive=True))
        True
    """
    return touchpoint.passive or any(_is_said(word) for word in _WORD.findall(_CAMEL.sub(" ", touchpoint.name)))


def _is_said(word: str) -> bool:
    whole, begins = _words()
    folded = _folded(word)
    return folded in whole or folded.startswith(begins)


@cache
def _words() -> tuple[frozenset[str], tuple[str, ...]]:
    """Whole words, and those of which any end will do."""
    told = tomllib.loads(files("footpath.personas").joinpath("company.toml").read_text(encoding="utf-8"))["words"]
    whole = frozenset(_folded(word) for word in told if not word.endswith("*"))
    return whole, tuple(_folded(word[:-1]) for word in told if word.endswith("*"))


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))
