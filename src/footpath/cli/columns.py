"""Which columns of an answer stand first on a terminal, where there is seldom room for all, how they read, and what is told below them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from footpath.model.questions import Answer

Row = Mapping[str, Any]

GROUP = "group"


class Seconds(float):
    """A duration, which people read in days, hours and minutes."""


FIRST: Mapping[str, tuple[str, ...]] = {
    "themes": (
        "theme", "touchpoint", "stage", "id", "parent", "n", "texts", "share", "low", "high",
        "experience", "experience_low", "experience_high", "rest_share", "rest_experience",
    ),
    "spikes": (
        "theme", "words", "touchpoint", "onset_on", "onset_low_on", "onset_high_on", "until_on", "seen", "expected", "ratio", "low", "high",
    ),
    "drivers": (
        "driver", "outcome", "n", "importance", "low", "high", "performance", "performance_low", "performance_high",
        "direction", "quadrant", "slope", "r2",
    ),
    "scores": (
        "kind", "relation", "touchpoint", "stage", "n", "score", "low", "high", "rest_score", "rest_low", "rest_high",
        "response_rate", "response_low", "response_high", "top_share", "bottom_share",
    ),
    "emotions": (
        "emotion", "touchpoint", "stage", "n", "texts", "share", "low", "high", "rest_share", "experience",
        "before", "before_n", "before_share", "before_rest_share", "before_q",
    ),
    "aims": (
        "aim", "touchpoint", "stage", "n", "texts", "share", "low", "high", "rest_share", "rest_low", "rest_high",
        "experience", "experience_low", "experience_high",
    ),
    "expectations": (
        "basis", "touchpoint", "clock", "n", "decided", "over", "over_share", "low", "high", "median_stated_s", "median_actual_s",
        "experience_kept", "experience_over", "difference", "difference_low", "difference_high",
    ),
    "nonresponse": (
        "feature", "kind", "responders", "others", "responders_mean", "others_mean", "difference", "low", "high",
        "weighted_difference", "raw", "reweighted", "reweighted_low", "reweighted_high", "q", "response_rate",
    ),
}  # fmt: skip


def rows_for_people(answer: Answer) -> list[dict[str, Any]]:
    """The answer's rows with what says most first: the group that a row is of, then as in `FIRST`; nothing of a rest that is nobody.

    Durations are `Seconds`, and where there is no figure it has no bounds either.
    """
    rows = answer.dicts()
    if not rows:
        return rows
    nobody = _rest_of_nobody(rows)
    asked = (GROUP, *FIRST.get(str(answer.question.get("ask", "")), ()))
    order = [
        key for key in dict.fromkeys((*asked, *rows[0])) if key in rows[0] and not (nobody and key in _rest(rows[0]))
    ]
    figures = _figures(list(rows[0]))
    return [{key: _read(row, key, figures.get(key, key)) for key in order} for row in rows]


def told_below(answer: Answer) -> list[str]:
    """Of each row, in a line, what no column has room for: whom it sets apart, and what came before it."""
    if answer.question.get("ask") != "spikes":
        return []
    return [line for row in answer.dicts() if (line := _of_spike(row))]


def _figures(fields: Sequence[str]) -> dict[str, str]:
    """Of each bound the figure whose it is: the field before the two."""
    found: dict[str, str] = {}
    for figure, low, high in zip(fields, fields[1:], fields[2:], strict=False):
        if low.endswith("low") and high == low.removesuffix("low") + "high":
            found |= {low: figure, high: figure}
    return found


def _read(row: Row, key: str, figure: str) -> Any:
    value = row[key]
    if row[figure] is None or value is None:
        return None
    return Seconds(value) if figure.endswith("_s") and isinstance(value, int | float) else value


def _rest(row: Row) -> Iterable[str]:
    return [key for key in row if key.startswith("rest_")]


def _rest_of_nobody(rows: Sequence[Row]) -> bool:
    """Whether there is nobody to hold any row against: then bounds of the rest's share, 0 to 1, say nothing."""
    counts = [key for key in ("rest_texts", "rest_n") if key in rows[0]]
    return bool(counts) and all(row[counts[0]] == 0 for row in rows)


def _of_spike(row: Row) -> str:
    name = str(row["theme"] or row["words"] or row["touchpoint"] or row["kind"])
    place = row["touchpoint"] or row["about"]
    told = []
    if row["dimension"] is not None and row["segment_share"] is not None:
        told.append(
            f"{row['dimension']} is {row['value']} in {row['segment_share']:.1%} of its customers, {row['rest_share']:.1%} of others"
            if row["rest_share"] is not None
            else f"{row['dimension']} is {row['value']} in {row['segment_share']:.1%} of its customers"
        )
    if row["scope"] == "segment":
        told.append("counted among them alone")
    told += [f"came before: {text}" for text in row["came_before"]]
    where = f" ({place})" if place and place != name else ""
    group = f"{row[GROUP]}: " if GROUP in row else ""
    return f"{group}{name}{where}, since {row['onset_on']}: {'; '.join(told)}." if told else ""
