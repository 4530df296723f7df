"""Times from first to last step, naively: each bin looked through by itself."""

from reference.funnel import funnel
from reference.rows import Row


def conversion_times(
    rows: list[Row], steps: list[set[str]], within: int | None, bins: list[tuple[float, float]]
) -> dict[str | None, list[tuple[int, int, int]]]:
    """By group: for each bin how many fell into it, how many converted at all, and how many entered."""
    found = {}
    for group, reached in funnel(rows, steps, within).items():
        inside = [sum(start <= time < end for time in reached[-1]) for start, end in bins]
        if reached[-1]:
            found[group] = [(count, len(reached[-1]), len(reached[0])) for count in inside]
    return found
