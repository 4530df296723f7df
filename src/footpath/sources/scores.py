"""Which columns are scores, of what kind, and on what scale."""

from footpath.sources import words
from footpath.sources.amounts import is_amount
from footpath.sources.profile import Column
from footpath.sources.words import folded, speaks_of, tokens

_OTHER_SCORES = "credit risk lead fraud model quality engagement propensity churn spam page health seo confidence probability relevance"
VERBAL = {
    5.0: "good great excellent very_good very_satisfied extremely_satisfied happy sehr_zufrieden sehr_gut satisfied_5 thumbs_up muy_satisfecho very_happy positive",
    4.0: "satisfied somewhat_satisfied zufrieden gut satisfecho",
    3.0: "ok okay neutral average fair neither teils_teils mittel",
    2.0: "dissatisfied unsatisfied somewhat_dissatisfied unzufrieden poor insatisfecho",
    1.0: "bad very_bad terrible very_dissatisfied extremely_dissatisfied sehr_unzufrieden schlecht unhappy thumbs_down negative muy_insatisfecho",
}  # fmt: skip
VERBAL_SCORE = {word.replace("_", " "): score for score, group in VERBAL.items() for word in group.split()}


def is_score(column: Column, noun: str) -> bool:
    """True for a column of few numbers (or words of satisfaction) that its name calls a score."""
    if (
        not column.values
        or column.is_native_time
        or speaks_of(column.tokens, _OTHER_SCORES)
        or speaks_of(column.tokens, "count id at date time type kind scale max")
    ):
        return False
    named = speaks_of(column.tokens, words.SCORE) and not (
        column.tokens[-1] in ("text", "comment", "reason", "title", "note", "notes") and column.numbers < 0.5
    )
    if not named:
        return False
    if is_verbal(column):
        return True
    if (
        speaks_of(column.tokens, "rate grade points effort")
        and not speaks_of(column.tokens, "score rating")
        and not speaks_of(tuple(tokens(noun)), "survey feedback review")
    ):
        return column.whole and column.high <= 10 and column.low >= 0 and speaks_of(column.tokens, "effort")
    return (
        column.numbers > 0.9
        and column.low >= 0
        and column.high <= 100
        and column.distinct <= 101
        and column.distinct >= min(2, column.filled)
    )


def is_verbal(column: Column) -> bool:
    """True when satisfaction is said in words: "good", "very satisfied"."""
    values = [folded(value).replace("_", " ") for value, _ in column.top]
    known = [value for value in values if value in VERBAL_SCORE]
    return len(known) >= 2 and len(known) >= 0.5 * len(values) and not is_amount(column)


def score_kind(column: Column, noun: str) -> tuple[str, tuple[float, float], str]:
    """The kind of feedback that a score is, its lowest and highest possible figure, and the reason."""
    if is_verbal(column):
        return "csat", (1.0, 5.0), "satisfaction in words, read as 1 to 5"
    for names in (column.tokens, tuple(tokens(noun))):
        if speaks_of(names, words.NPS):
            return "nps", (0.0, 10.0) if column.high <= 10 else (0.0, 100.0), "named as a recommendation, 0 to 10"
        if speaks_of(names, words.CES):
            return (
                "ces",
                (1.0, 7.0) if column.high <= 7 and column.high > 5 else (1.0, 5.0 if column.high <= 5 else 10.0),
                f"named as an effort, up to {column.high:g}",
            )
        if speaks_of(names, words.CSAT):
            return "csat", _scale(column), f"named as satisfaction, {column.low:g} to {column.high:g}"
    if 5 < column.high <= 10 and column.low == 0 and column.whole and speaks_of(tuple(tokens(noun)), "survey surveys"):
        return "nps", (0.0, 10.0), "a survey's whole numbers from 0 to 10"
    return "rating", _scale(column), f"numbers from {column.low:g} to {column.high:g}"


def _scale(column: Column) -> tuple[float, float]:
    low = 0.0 if column.low == 0 else 1.0
    top = next(top for top in (5.0, 7.0, 10.0, 100.0) if column.high <= top)
    return (0.0 if top == 100.0 else low, top)
