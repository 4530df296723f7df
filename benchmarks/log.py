"""The log that every product is asked about: made once, written as Parquet, the same for the same size and seed.

Columns: ``customer`` int32, ``occurred_at`` timestamp in µs, ``event`` and ``device`` dictionary-coded text; in the order of time, as logs
come; no two events at one instant, so that nothing depends on how ties are broken.
"""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

_WORDS = """
advert landing catalogue search product reviews compare wishlist basket voucher checkout address shipping payment
confirmation invoice parcel delivery unboxing setup tutorial forum newsletter survey complaint refund return exchange
warranty repair callback chat hotline store webinar referral loyalty renewal upgrade cancellation
"""
NAMES = tuple(_WORDS.split())
DEVICES = ("mobile", "desktop", "tablet")
DAY_US = 86_400_000_000
START_US = 1_704_067_200_000_000  # Monday 2024-01-01
DAYS = 180
BLOCK = 1_000_000
A_CUSTOMER = 31


def names(touchpoints: int = len(NAMES)) -> tuple[str, ...]:
    """Names of so many touchpoints, the first forty of them words."""
    return NAMES[:touchpoints] + tuple(f"page {number}" for number in range(touchpoints - len(NAMES)))


def write_log(
    path: Path, events: int, customers: int | None = None, touchpoints: int = len(NAMES), seed: int = 11
) -> Path:
    """The log of ``events`` events, unless it is there already."""
    if path.exists():
        return path
    chance = np.random.default_rng(seed)
    customers = customers or max(1, events // A_CUSTOMER)
    words = pa.array(names(touchpoints))
    weights = chance.dirichlet(np.full(touchpoints, 0.8))
    weights = np.maximum(weights, 0.2 / touchpoints)
    edges = np.cumsum(weights / weights.sum())
    blocks = -(-events // BLOCK)
    span = DAYS * DAY_US // blocks
    part = path.with_suffix(".part")
    schema = pa.schema(
        [("customer", pa.int32()), ("occurred_at", pa.timestamp("us")), ("event", pa.string()), ("device", pa.string())]
    )
    with pq.ParquetWriter(part, schema, compression="lz4") as out:
        for block in range(blocks):
            count = min(BLOCK, events - block * BLOCK)
            at = np.unique(chance.integers(0, span, count + count // 4))
            at = np.sort(chance.choice(at, count, replace=False)) + START_US + block * span
            what = np.minimum(np.searchsorted(edges, chance.random(count)), touchpoints - 1).astype(np.int32)
            who = chance.integers(0, customers, count, dtype=np.int32)
            device = (who % 5 // 2 ^ (chance.random(count) < 0.1)).astype(np.int32) % 3
            columns = [
                pa.array(who),
                pa.array(at, pa.timestamp("us")),
                pa.DictionaryArray.from_arrays(pa.array(what), words).cast(pa.string()),
                pa.DictionaryArray.from_arrays(pa.array(device), pa.array(DEVICES)).cast(pa.string()),
            ]
            out.write_table(pa.table(columns, schema=schema))
    return part.rename(path)
