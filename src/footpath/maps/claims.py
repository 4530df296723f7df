"""Claims: the only way in which a number comes to stand on a map.

`bind_claim` takes a field of a row of an answer and keeps with it the question, the row's keys, its interval and its n, so
that `check_map` can ask again. Its statement is a `Sentence`, filled from these and nothing else. A `ClaimBook` numbers the
claims of one map in the order in which they are drawn.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from footpath.maps.guards import guards_of_row
from footpath.maps.sentences import Sentence, Source
from footpath.model.claims import Claim, Sample, Unit
from footpath.model.questions import Answer, parse_period
from footpath.model.records import Tier
from footpath.model.small_cells import tells_of_few

Ask = Callable[[dict[str, Any]], Answer]
Row = Mapping[str, Any]
Samples = Callable[[dict[str, Any], int], Sequence[Sample]]

SMALL_N = 30
KEYS = (
    *("group", "from", "to", "path", "step", "kind", "touchpoint", "stage"),
    *("id", "driver", "emotion", "aim", "basis", "clock", "feature", "onset_on"),  # of questions about words
    *("signal", "of"),  # of frustration, of what an experience is told by
)
# The field of a question's rows that `low` and `high` are the interval of.
INTERVAL_OF = {
    "touchpoints": "share",
    "variants": "share",
    "funnel": "rate",
    "dwell": "slow",
    "dropoff": "rate",
    "stages": "rate",
    "experience": "experience",
    "scores": "score",
    "promises": "rate",
    "repeats": "rate",
    "frustration": "rate",
    "moments": "difference",
    "aftermath": "difference",
    "metric": "value",
    "matches": "rate",
    "value": "mean_value",
    "themes": "share",
    "emotions": "share",
    "aims": "share",
    "drivers": "importance",
    "spikes": "ratio",
    "profile": "value",
}
# What a field was counted over, where it is not all the customers that the question looked at.
COUNTED_OVER = {
    "funnel": {"rate": "entered"},
    "dropoff": {"rate": "arrivals", "left": "arrivals", "rest_rate": "rest_arrivals"},
    "dwell": {"median_s": "n", "p90_s": "n", "slow": "n", "rest_median_s": "rest_n"},
    "stages": {"rate": "customers", "went_on": "customers", "median_s": "customers"},
    "experience": {"experience": "n", "rest_experience": "rest_n", "n": "n"},
    "scores": {"score": "n", "rest_score": "rest_n", "n": "n"},
    "promises": {
        "rate": "promised",
        "broken": "promised",
        "median_late_s": "broken",
        "score_broken": "n_broken",
        "score_kept": "n_kept",
    },
    "repeats": {"rate": "customers", "repeated": "customers", "rest_rate": "rest_customers"},
    "value": {"mean_value": "customers", "value": "customers"},
    "transitions": {"median_s": "count"},
    "matches": {"rate": "customers"},
    "themes": {"share": "texts", "experience": "known", "n": "texts"},
    "emotions": {"share": "texts", "n": "texts"},
    "aims": {"share": "texts", "n": "texts"},
    "drivers": {"importance": "n", "performance": "n"},
    "spikes": {"ratio": "seen", "seen": "seen"},
    "frustration": {"rate": "arrivals", "customers": "arrivals", "rest_rate": "rest_arrivals"},
    "onset": {"before": "before_n", "since": "since_n"},
    "moments": {"with_rate": "n_with", "without_rate": "n_without"},
    "aftermath": {"good_rate": "good_n", "poor_rate": "poor_n"},
    "profile": {"value": "n", "rest_value": "rest_n"},
}


def bind_claim(
    identifier: str,
    answer: Answer,
    row: Row,
    field: str,
    sentence: Sentence,
    *,
    factor: float = 1.0,
    offset: float = 0.0,
    unit: Unit | None = None,
    tier: Tier = Tier.MEASURED,
    caution: str = "",
    samples: Sequence[Sample] = (),
    period: tuple[datetime | None, datetime | None] = (None, None),
    words: Callable[[], Iterable[str]] = tuple,
) -> Claim | None:
    """Bind one field of a row to a statement; None where the field, or what the statement wants, is empty: no evidence, no claim.

    Args:
        identifier: of the claim in its map.
        answer: the answer that ``row`` is of.
        sentence: the statement, which is filled from the row, the question and the claim itself.
        factor, offset: the claim's value is field × factor + offset.
        unit: where the field's name does not say it.
        caution: what a reader should bear in mind; a small n is added to it.
        period: first and last time of the records, where the question has no ``during``.
        words: names of the map, which the statement may hold.
    """
    value = row.get(field)
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        return None
    question = dict(answer.question)
    ask = str(question.get("ask", ""))
    low_field, high_field = _interval_fields(ask, field, row)
    low, high = (_scaled(row.get(name), factor, offset) for name in (low_field, high_field))
    if low is not None and high is not None and low > high:
        low, high = high, low
    n = row.get(COUNTED_OVER.get(ask, {}).get(field, ""), answer.n)
    n = int(n if isinstance(n, int | float) else answer.n)
    unit = unit or _unit(ask, field, row)
    during = question.get("during")
    from_at, to_at = parse_period(during) if isinstance(during, str) else period
    claim = Claim(
        id=identifier,
        text="",
        question=question,
        pick=pick_of(row),
        field=field,
        low_field=low_field,
        high_field=high_field,
        factor=factor,
        offset=offset,
        value=value * factor + offset,
        low=low,
        high=high,
        n=n,
        unit=unit,
        from_at=from_at,
        to_at=to_at,
        tier=_tier_of(row, n) if tier is Tier.MEASURED else tier,
        samples=tuple(samples),
        badges=guards_of_row(question, row, field, n, caution),
        caution="; ".join(part for part in (caution, f"only {n} behind it" if n < SMALL_N else "") if part),
    )
    text = sentence.filled(Source(row, question, claim, words))
    return None if text is None else claim.model_copy(update={"text": text})


def _tier_of(row: Row, n: int) -> Tier:
    """A figure from feedback is measured when most of it says itself what it is about, inferred when it had to be linked."""
    stated = row.get("stated") if row.get("touchpoint") or row.get("stage") else None
    return Tier.INFERRED if isinstance(stated, int) and stated * 2 < n else Tier.MEASURED


def pick_of(row: Row) -> dict[str, Any]:
    """The fields that tell a row from its answer's other rows. A touchpoint's stage does not: it may be edited."""
    keys = {key: row[key] for key in KEYS if row.get(key) not in (None, "")}
    if "touchpoint" in keys:
        keys.pop("stage", None)
    return keys


class ClaimBook:
    """Asks on behalf of one map, each question once, and collects its claims: c1, c2 … in the order they are bound.

    Args:
        ask: where answers come from.
        samples: records behind a row of a question (its position in the answer), scrubbed.
        period: first and last time of the records.
        doubts: by touchpoint, why its records are poor: claims on it are inferred and say so.
        names: of the map's stages, touchpoints, personas …: what statements may call things by, besides what the answers do.
    """

    def __init__(
        self,
        ask: Ask,
        *,
        samples: Samples | None = None,
        period: tuple[datetime | None, datetime | None] = (None, None),
        doubts: Mapping[str, str] | None = None,
        names: Iterable[str] = (),
    ) -> None:
        self._ask = ask
        self._names = tuple(names)
        self._doubts = doubts or {}
        self._samples = samples
        self._answers: dict[str, Answer] = {}
        self._ids: dict[str, str] = {}
        self.period = period
        self.claims: dict[str, Claim] = {}

    def ask(self, question: dict[str, Any]) -> Answer:
        """The answer, asked once."""
        key = json.dumps(question, sort_keys=True, default=str)
        if key not in self._answers:
            self._answers[key] = self._ask(question)
        return self._answers[key]

    def rows(self, question: dict[str, Any]) -> list[dict[str, Any]]:
        """The rows of the answer as plain dictionaries."""
        return self.ask(question).dicts()

    def bind(
        self,
        answer: Answer,
        row: Row | None,
        field: str,
        sentence: Sentence,
        *,
        factor: float = 1.0,
        offset: float = 0.0,
        unit: Unit | None = None,
        tier: Tier = Tier.MEASURED,
        caution: str = "",
        few: bool = False,
    ) -> str | None:
        """The id of the claim that `bind_claim` makes; the same number keeps the id (and the words) it got first.

        Args:
            few: whether it may tell of fewer than five: somebody asked for this very number. Nothing that a draft finds may.
        """
        if row is None:
            return None
        key = json.dumps([dict(answer.question), pick_of(row), field, factor, offset], sort_keys=True, default=str)
        if key in self._ids:
            return self._ids[key]
        doubt = self._doubts.get(str(row.get("touchpoint") or row.get("from") or ""), "")
        claim = bind_claim(
            f"c{len(self.claims) + 1}",
            answer,
            row,
            field,
            sentence,
            factor=factor,
            offset=offset,
            unit=unit,
            tier=Tier.INFERRED if doubt and tier is Tier.MEASURED else tier,
            caution="; ".join(part for part in (caution, doubt) if part),
            samples=self._samples_of(answer, row),
            period=self.period,
            words=self._words,
        )
        if claim is None or (not few and tells_of_few(claim.value, claim.n, claim.unit)):
            return None
        self._ids[key] = claim.id
        self.claims[claim.id] = claim
        return claim.id

    def _words(self) -> Iterator[str]:
        """What things are called: the map's names, and those in the questions and rows that were asked for."""
        yield from self._names
        for key, answer in self._answers.items():
            yield key
            yield from (str(pick_of(row)) for row in answer.dicts())

    def _samples_of(self, answer: Answer, row: Row) -> Sequence[Sample]:
        if self._samples is None:
            return ()
        keys = pick_of(row)
        likely = (at for at, other in enumerate(answer.dicts()) if all(other.get(key) == keys[key] for key in keys))
        at = next((at for at in likely if pick_of(answer.dict_of(at)) == keys), None)
        return () if at is None else self._samples(dict(answer.question), at)


def _interval_fields(ask: str, field: str, row: Row) -> tuple[str, str]:
    if INTERVAL_OF.get(ask) == field and "low" in row:
        return "low", "high"
    if f"{field}_low" in row and f"{field}_high" in row:
        return f"{field}_low", f"{field}_high"
    if field.startswith("rest_") and INTERVAL_OF.get(ask) == field[5:] and "rest_low" in row:
        return "rest_low", "rest_high"
    return "", ""


def _scaled(value: Any, factor: float, offset: float) -> float | None:
    return float(value) * factor + offset if isinstance(value, int | float) and value == value else None


def _unit(ask: str, field: str, row: Row) -> Unit:
    if field.endswith("_s"):
        return "seconds"
    if field.endswith(("rate", "share")) or field == "slow":
        return "share"
    if field.endswith("experience"):
        return "experience"
    if "score" in field:
        return "nps" if row.get("kind") == "nps" else "score"
    return "money" if ask == "value" and field in ("value", "mean_value") else "count"
