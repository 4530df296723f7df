"""Fonts made for tests out of Inter: a wide one, one without embedding rights, and a variable one."""

from functools import cache
from io import BytesIO
from typing import Any

from footpath.render.fonts import inter_file


def _letters(font: Any) -> Any:
    from fontTools import subset

    options = subset.Options()
    options.layout_features, options.hinting = [], False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=range(0x20, 0x17F))
    cutter.subset(font)
    return font


def _saved(font: Any) -> bytes:
    out = BytesIO()
    font.save(out)
    return out.getvalue()


@cache
def variable() -> bytes:
    """Western letters, of any weight."""
    from fontTools.ttLib import TTFont

    return _saved(_letters(TTFont(inter_file(), recalcTimestamp=False)))


@cache
def fixed(weight: int = 400, wider: float = 1.0, rights: int = 0) -> bytes:
    """Western letters in one weight, so many times as wide, with these embedding rights."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = TTFont(BytesIO(variable()), recalcTimestamp=False)
    instancer.instantiateVariableFont(font, {"wght": weight, "opsz": 14}, inplace=True)
    metrics = font["hmtx"].metrics
    for name, (width, side) in list(metrics.items()):
        metrics[name] = (round(width * wider), side)
    font["OS/2"].usWeightClass, font["OS/2"].fsType = weight, rights
    return _saved(font)
