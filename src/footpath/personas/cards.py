"""The card of a persona: what its customers are and do otherwise than all others, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from footpath.model.figures import share_text
from footpath.model.significance import false_discovery_q
from footpath.personas.drift import DriftRow, compare_feature
from footpath.personas.features import ACTS, Feature, FeatureTable
from footpath.personas.persona import OF_WORDS, SECTIONS, Line, Section
from footpath.personas.spoken import SpokenOf, compare_themes
from footpath.personas.wording import value_text

MOST_Q = 0.05
LEAST_EFFECT = 0.2  # Cohen's "small"
MOST_LINES = 4
LEAST_KNOWN = 30  # customers on either side
LEAST_MOOD = 0.05
SECTION_OF = {
    "demographic": "Demographics",
    "touchpoint": "Behaviour",
    "sequence": "Behaviour",
    "tempo": "Behaviour",
    "feedback": "Behaviour",
    "channel": "Preferences",
    "device": "Preferences",
    "time": "Preferences",
    "value": "Value",
}
UNKNOWN = {
    "Demographics": "No trait in the records sets them apart.",
    "Goals": "They want nothing more than the others do, as far as their words state it.",
    "Behaviour": "They do nothing more, or less, than the others.",
    "Pains": "They complain of nothing more than the others do.",
    "Motivations": "They praise nothing more than the others do.",
    "Preferences": "They use the channels and devices of the others, at the same times.",
    "Value": "They are worth as much as the others, or no record has a value.",
}


@dataclass(frozen=True)
class Compared:
    """Everything that was compared, q being corrected over all of it."""

    rows: tuple[DriftRow, ...]
    q: NDArray[np.float64]

    def of(self, code: int) -> list[tuple[DriftRow, float]]:
        """What sets a persona apart, the largest effect first."""
        told = [
            (row, float(q))
            for row, q in zip(self.rows, self.q, strict=True)
            if row.code == code and _matters(row.effect, q)
        ]
        return sorted(told, key=lambda pair: (-abs(pair[0].effect), pair[0].feature.name if pair[0].feature else ""))


def _matters(effect: float, q: float) -> bool:
    return bool(q <= MOST_Q and abs(effect) >= LEAST_EFFECT and np.isfinite(effect))


def compare_groups(table: FeatureTable, codes: NDArray[np.uint8], count: int) -> Compared:
    """Each feature of each group against all other customers."""
    rows = []
    values = table.values.astype(np.float64)
    known = ~np.isnan(values)
    for code in range(count):
        inside = codes == code
        for at, feature in enumerate(table.features):
            if feature.name == ACTS:  # told by events and sessions
                continue
            own, rest = values[inside & known[:, at], at], values[~inside & known[:, at], at]
            if min(len(own), len(rest)) >= LEAST_KNOWN:
                rows.append(compare_feature(feature, code, rest, own))
    return Compared(tuple(rows), false_discovery_q([row.p for row in rows]))


def card_rows(compared: Compared, code: int) -> list[tuple[str, DriftRow, float]]:
    """What the card of a persona tells of features: the section, the comparison and its q, the largest effect of each section first."""
    told: list[tuple[str, DriftRow, float]] = []
    said: set[tuple[str, str]] = set()
    for row, q in compared.of(code):
        assert row.feature is not None
        title = SECTION_OF[row.feature.group]
        # of one thing only the plainest line is told: not each value of a trait, not a touchpoint again in its steps
        about = (title, row.feature.of[0])
        if sum(other == title for other, _, _ in told) < MOST_LINES and about not in said:
            said.add(about)
            told.append((title, row, q))
    return told


def card(compared: Compared, code: int, spoken: Sequence[SpokenOf] = ()) -> tuple[Section, ...]:
    """The sections of one persona, all seven; one without lines says why."""
    lines: dict[str, list[Line]] = {title: [] for title in SECTIONS}
    for title, row, q in card_rows(compared, code):
        assert row.feature is not None
        text = line_text(row.feature, row.after, row.before)
        lines[title].append(Line(text, row.feature.name, row.after, row.before, row.after_n, row.effect, q))
    for title, line in _of_themes(spoken):
        if len(lines[title]) < MOST_LINES:
            lines[title].append(line)
    heard = any(one.heard for one in spoken)
    return tuple(
        Section(title, tuple(lines[title]), _why(title, heard) if not lines[title] else "") for title in SECTIONS
    )


def _why(title: str, heard: bool) -> str:
    if title in OF_WORDS and not heard:
        return "No themes of what they wrote are known: footpath voice listens."
    return UNKNOWN[title]


def line_text(feature: Feature, value: float, rest: float) -> str:
    """Both figures in words.

    Examples:
        >>> line_text(Feature("channel:app", "share of events in the app", "channel", "share", ("app",)), 0.62, 0.18)
        'Share of events in the app: 62%, others 18%'
    """
    label = feature.label[0].upper() + feature.label[1:]
    of = " (typical)" if feature.unit in ("count", "money", "seconds") else ""
    return f"{label}{of}: {_shown(feature, value)}, others {_shown(feature, rest)}"


def _shown(feature: Feature, value: float) -> str:
    """Three figures are enough to read."""
    return share_text(value) if feature.unit in ("share", "category") else value_text(feature, float(f"{value:.3g}"))


def _of_themes(spoken: Sequence[SpokenOf]) -> list[tuple[str, Line]]:
    """Themes that more of them speak of than of the others: pains where it sounds bad, motivations where it sounds good, and goals
    where they want or need something."""
    found = []
    for theme in compare_themes(spoken):
        one = theme.spoken
        if theme.effect > 0 and _matters(theme.effect, theme.q) and (one.kind == "aim" or abs(one.mood) > LEAST_MOOD):
            line = Line(
                theme_text(one), one.theme, one.share, one.rest_share, one.heard, theme.effect, theme.q, kind=one.kind
            )
            found.append((theme_section(one), line))
    return sorted(found, key=lambda pair: (-(pair[1].effect or 0.0), pair[1].what))


def theme_section(spoken: SpokenOf) -> str:
    if spoken.kind == "aim":
        return "Goals"
    return "Pains" if spoken.mood < 0 else "Motivations"


def theme_text(spoken: SpokenOf) -> str:
    """Both shares in words."""
    verb = "Complain of" if spoken.mood < 0 else "Speak well of"
    if spoken.kind == "aim":
        verb = "Want or need something of"
    return f"{verb} “{spoken.theme}”: {share_text(spoken.share)}, others {share_text(spoken.rest_share)}"
