"""Is it worse, or do others answer? Where those of whom more is always bad come to be a larger part, what is bad rises with them.

Each value of a dimension or trait is taken to have the share of what is bad that it had before: what that alone would lead to is no
rise. This is direct standardisation; source: K. J. Rothman, S. Greenland and T. L. Lash, Modern Epidemiology (2008), chapter 4.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from footpath.analysis.readings.concentrated import MOST_TOGETHER, asked_properties
from footpath.analysis.readings.daily_series import Days, Series
from footpath.analysis.readings.judged_values import JudgedValues, judged_values
from footpath.analysis.readings.rises import Rise
from footpath.analysis.readings.streams import DRAWN
from footpath.journeys.properties import find_property
from footpath.journeys.selection import Selection

_MOST_EXPLAINED = 0.5  # of what there is over what there was before


def not_of_the_mix(seen: Selection, series: Series, days: Days, rises: Sequence[Rise]) -> list[Rise]:
    """Those of which another mix of values explains less than half, in their order; what is no share of judged records is left alone."""
    asked = [rise for rise in rises if series.subjects <= rise.number < series.shares]
    names = asked_properties(seen.index, None) if asked and seen.groups == 1 else []
    properties = [find_property(seen.index, name) for name in names]
    properties = [prop for prop in properties if len(prop.values) <= MOST_TOGETHER + 1]
    needed = np.isin(np.arange(len(series.judged.places)), [rise.number - series.subjects for rise in asked])
    refused: set[int] = set()
    if properties:
        alone = replace(series, judged=series.judged.among(needed))
        for places in judged_values(seen.views, alone, days, properties):
            refused |= {
                id(rise) for rise in asked if explained(places[rise.number - series.subjects], rise) >= _MOST_EXPLAINED
            }
    return [rise for rise in rises if id(rise) not in refused]


def explained(judged: JudgedValues, rise: Rise) -> float:
    """The part of what is bad in a rise, over the share before it, that another mix of values would lead to."""
    first, end = rise.stretch.first, rise.stretch.end
    there = judged.valued.texts.sum(axis=1)
    before, bad, now = there[:, :first].sum(axis=1), judged.bad[:, :first].sum(axis=1), there[:, first:end].sum(axis=1)
    share = bad.sum() / max(int(before.sum()), 1)
    usual = share * now.sum()
    mixed = float(((bad + DRAWN * share) / (before + DRAWN)) @ now)
    over = float(judged.bad[:, first:end].sum()) - usual
    return (mixed - usual) / over if over > 0 else 0.0
