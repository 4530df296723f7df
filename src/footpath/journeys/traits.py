"""What is known of customers, not of events: the latest value of each trait."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from footpath.journeys.columns import Codes, code_type
from footpath.journeys.dictionaries import Dictionary, distinct, integers

_LONG_AGO = np.iinfo(np.int64).min


@dataclass(frozen=True)
class Traits:
    """Codes by trait, one per customer, and the texts that they stand for; code 0 means unknown."""

    codes: Mapping[str, Codes] = field(default_factory=dict)
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def latest_traits(
    profiles: Any, customer_of: Callable[[NDArray[np.int64]], NDArray[np.int32]], customers: int
) -> Traits:
    """The latest value of each trait of each customer.

    Args:
        profiles: a table with the columns of `model.records.profiles_schema`, or None. A row without a time is older
            than all that have one; of two at one time the later row wins.
        customer_of: identity ids → customer numbers, -1 for nobody.
        customers: how many there are.
    """
    if profiles is None or not profiles.num_rows:
        return Traits()
    names, name_codes = distinct(profiles.column("trait"))
    customer = np.asarray(customer_of(integers(profiles.column("identity_id"), 0)), dtype=np.int64)
    since = (
        integers(profiles.column("valid_from"), _LONG_AGO)
        if "valid_from" in profiles.column_names
        else np.full(len(customer), _LONG_AGO)
    )
    order = np.argsort(since, kind="stable")
    order = order[(customer[order] >= 0) & (customer[order] < customers)]
    codes: dict[str, Codes] = {}
    values: dict[str, tuple[str, ...]] = {}
    for position, name in enumerate(names):
        rows = order[name_codes[order] == position]
        if name and len(rows):
            dictionary, column = Dictionary(), np.zeros(customers, dtype=np.uint16)
            column[customer[rows]] = dictionary.encode(profiles.column("value").take(pa.array(rows)))
            codes[name] = column.astype(code_type(len(dictionary.values)))
            values[name] = tuple(dictionary.values)
    return Traits(codes, values)


def codes_by_key(customers: NDArray[np.int64], keys: NDArray[np.int64], codes: NDArray[Any], values: int) -> Codes:
    """The code of each customer, 0 for those that ``keys`` does not name."""
    order = np.argsort(keys, kind="stable")
    place = np.minimum(np.searchsorted(keys[order], customers), max(len(keys) - 1, 0))
    found = np.zeros(len(customers), code_type(values))
    if len(keys):
        known = keys[order][place] == customers
        found[known] = codes[order][place[known]]
    return found
