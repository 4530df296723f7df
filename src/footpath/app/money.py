"""Which currency is money in? As configured, else as the records themselves say where they agree."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from footpath.lake import Lake

LONGEST = 8  # letters of a currency's name: "EUR", "US$", "Bitcoin"
AGREED = 0.99  # of the amounts that name a currency name this one


def recorded_currency(lake: Lake) -> str:
    """The currency that the records name with their amounts; empty where they name none, or several.

    Amounts that name none are taken to be in the one that all others name.
    """
    import pyarrow.compute as pc

    named: Counter[str] = Counter()
    for batch in lake.events(["currency"]):
        for found in pc.value_counts(batch.column("currency")).to_pylist():
            name = str(found["values"] or "").strip().upper()
            if name:
                named[name] += found["counts"]
    if not named:
        return ""
    name, count = max(named.items(), key=lambda one: (one[1], one[0]))
    is_name = len(name) <= LONGEST and name.isprintable()
    return name if is_name and count >= AGREED * named.total() else ""
