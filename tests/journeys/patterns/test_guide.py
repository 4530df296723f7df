"""The guide's tables of examples and errors are true."""

import re
from pathlib import Path

import numpy as np
import pytest

from footpath.errors import SpecError
from footpath.journeys import journeys
from footpath.journeys.patterns import compile_pattern

GUIDE = (Path(__file__).parents[3] / "docs/guides/patterns.md").read_text(encoding="utf-8")
LATER = "cart@9d|device=desk help@9d|value=1 pay@9d|device=phone"  # one more customer, who knows all names


def table(heading: str) -> list[list[str]]:
    """The rows of the first table below a heading, without the code marks of their cells."""
    lines = GUIDE.split(f"\n## {heading}\n")[1].split("\n## ")[0].splitlines()
    rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in lines if line.startswith("| `")]
    return [[cell.strip().removeprefix("`").removesuffix("`").replace(r"\|", "|") for cell in row] for row in rows]


@pytest.mark.parametrize(("pattern", "met", "unmet"), table("Examples"))
def test_examples(pattern: str, met: str, unmet: str) -> None:
    index = journeys(met=met, unmet=unmet, other=LATER)
    holding = np.concatenate([compile_pattern(index, pattern).holding(shard) for shard in index.shards])
    assert holding[:2].tolist() == [1, 0]


@pytest.mark.parametrize(("pattern", "at", "why"), table("What can go wrong"))
def test_errors(pattern: str, at: str, why: str) -> None:
    with pytest.raises(SpecError) as error:
        compile_pattern(journeys(ann="cart@0 pay@1"), pattern)
    sentence, shown, caret = error.value.message.split("\n")
    assert sentence.startswith(f"The pattern is not understood at character {at}: {why}")
    assert shown == f"    {pattern}"
    assert caret == " " * (3 + int(at)) + "^"
