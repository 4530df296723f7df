"""Old and new journeys as one: which runs of events follow one another, and every column copied by them."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.journeys.columns import Codes

BLOCK = 1 << 16  # rows that are put together before they are written


@dataclass(frozen=True)
class Runs:
    """The order of a merged shard.

    Attributes:
        first: of each run its first row, in the old shard when 0 or above, else ``-1 - row`` of the new events.
        length: how many rows follow one another.
        offsets: where each customer's events begin, and the end.
    """

    first: NDArray[np.int64]
    length: NDArray[np.int64]
    offsets: NDArray[np.int64]

    @property
    def events(self) -> int:
        return int(self.offsets[-1])

    def unchanged(self, events: int) -> bool:
        """Are these just the old events?"""
        return self.events == events and (not events or (len(self.first) == 1 and self.first[0] == 0))


def plan_runs(
    old_offsets: NDArray[np.int64],
    old_time: NDArray[np.int64],
    number: NDArray[np.int64],
    new_offsets: NDArray[np.int64],
    new_time: NDArray[np.int64],
) -> Runs:
    """How old and new events of each customer interleave: by time, and at one instant the old ones first.

    Args:
        number: of each old customer, ascending, -1 for those who are not here any more.
        new_offsets: by number; all customers that there are now.
    """
    most = 2 * len(new_time) + int((number < 0).sum()) + 1
    first, length = np.empty(most, np.int64), np.empty(most, np.int64)
    offsets = np.zeros(len(new_offsets), np.int64)
    runs = _plan(old_offsets, old_time, number, new_offsets, new_time, first, length, offsets)
    return Runs(first[:runs], length[:runs], offsets)


@numba.njit(nogil=True, cache=True)
def _plan(
    old_offsets: NDArray[np.int64],
    old_time: NDArray[np.int64],
    number: NDArray[np.int64],
    new_offsets: NDArray[np.int64],
    new_time: NDArray[np.int64],
    first: NDArray[np.int64],
    length: NDArray[np.int64],
    offsets: NDArray[np.int64],
) -> int:
    runs, old = 0, 0
    for customer in range(new_offsets.size - 1):
        while old < number.size and number[old] < customer:
            old += 1
        a, b = np.int64(0), np.int64(0)
        if old < number.size and number[old] == customer:
            a, b = old_offsets[old], old_offsets[old + 1]
        x, y = new_offsets[customer], new_offsets[customer + 1]
        offsets[customer + 1] = offsets[customer] + (b - a) + (y - x)
        while x < y:
            end = _first_after(old_time, a, b, new_time[x])
            runs = _append(first, length, runs, a, end - a)
            a = end
            z = x + 1
            while z < y and (a == b or new_time[z] < old_time[a]):
                z += 1
            runs = _append(first, length, runs, -1 - x, z - x)
            x = z
        runs = _append(first, length, runs, a, b - a)
    return runs


@numba.njit(nogil=True, cache=True)
def _first_after(time: NDArray[np.int64], low: int, high: int, instant: int) -> int:
    """The first of some ascending times that is later than an instant."""
    if low == high or time[high - 1] <= instant:
        return high
    while low < high:
        middle = (low + high) // 2
        if time[middle] <= instant:
            low = middle + 1
        else:
            high = middle
    return low


@numba.njit(nogil=True, cache=True)
def _append(first: NDArray[np.int64], length: NDArray[np.int64], runs: int, row: int, rows: int) -> int:
    """One more run, or the last one longer; returns how many there are."""
    if rows == 0:
        return runs
    if runs and row >= 0 and first[runs - 1] >= 0 and first[runs - 1] + length[runs - 1] == row:
        length[runs - 1] += rows
        return runs
    if runs and row < 0 and first[runs - 1] < 0 and first[runs - 1] - length[runs - 1] == row:
        length[runs - 1] += rows
        return runs
    first[runs], length[runs] = row, rows
    return runs + 1


def save_merged(path: Path, runs: Runs, old: NDArray[Any], new: NDArray[Any], table: Codes | None = None) -> None:
    """Write one column, block by block.

    Args:
        new: of the type that the column has now.
        table: what an old code is now; None when codes are the same.
    """
    with path.open("wb", buffering=0) as file:
        header = {"descr": np.lib.format.dtype_to_descr(new.dtype), "fortran_order": False, "shape": (runs.events,)}
        np.lib.format.write_array_header_1_0(file, header)
        _write(file, runs, old, new, np.empty(0, new.dtype) if table is None else table.astype(new.dtype))


def _write(file: BinaryIO, runs: Runs, old: NDArray[Any], new: NDArray[Any], table: NDArray[Any]) -> None:
    block = np.empty(min(BLOCK, runs.events), new.dtype)
    at = np.zeros(2, np.int64)  # the run, and how much of it is written
    left = runs.events
    while left:
        part = block[: min(left, len(block))]
        _fill(part, at, runs.first, runs.length, old, new, table)
        file.write(part.data)
        left -= len(part)


@numba.njit(nogil=True, cache=True)
def _fill(
    block: NDArray[Any],
    at: NDArray[np.int64],
    first: NDArray[np.int64],
    length: NDArray[np.int64],
    old: NDArray[Any],
    new: NDArray[Any],
    table: NDArray[Any],
) -> None:
    filled, run, done = 0, at[0], at[1]
    while filled < block.size:
        rows = min(length[run] - done, block.size - filled)
        if first[run] < 0:
            begin = -1 - first[run] + done
            block[filled : filled + rows] = new[begin : begin + rows]
        elif table.size:
            begin = first[run] + done
            for row in range(rows):
                block[filled + row] = table[np.int64(old[begin + row])]
        else:
            begin = first[run] + done
            block[filled : filled + rows] = old[begin : begin + rows]
        filled += rows
        done += rows
        if done == length[run]:
            run, done = run + 1, 0
    at[0], at[1] = run, done


def link(old: Path, new: Path) -> None:
    """The same file once more, without a copy where the disk can."""
    try:
        os.link(old, new)
    except OSError:
        shutil.copyfile(old, new)
