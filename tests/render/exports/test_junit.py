"""Verdicts as JUnit XML: another library reads them, whatever stands in a claim."""

from collections.abc import Sequence

import lxml.etree
import pytest
from made_maps import hostile, rich_map

from footpath.model.claims import ClaimVerdict, Verdict
from footpath.model.maps import JourneyMap
from footpath.render.exports.junit import render_junit

HOSTILE = "<failure/> & \" ' ]]> \x00\x1b[31m \ud800 \u202eevil =cmd() <!-- {}"


def told(journey: JourneyMap, kinds: Sequence[Verdict], why: str = "why") -> list[ClaimVerdict]:
    names = list(journey.claims)[: len(kinds)]
    return [ClaimVerdict(claim=c, verdict=v, was=1.0, now=2.0, why=why) for c, v in zip(names, kinds, strict=True)]


def read(text: str) -> lxml.etree._Element:
    return lxml.etree.fromstring(text.encode())


ALL: tuple[Verdict, ...] = ("held", "within", "moved", "broken", "unasked")


@pytest.mark.parametrize(("strict", "failures"), [(False, 1), (True, 2)])
def test_each_claim_is_a_test_case(strict: bool, failures: int) -> None:
    journey = rich_map()
    suite = read(render_junit(told(journey, ALL), journey, strict=strict)).find("testsuite")
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("5", str(failures), "1")
    assert len(suite.findall(".//failure")) == failures
    assert [case[0].tag if len(case) else "" for case in suite] == [
        "",
        "system-out",
        "failure" if strict else "system-out",
        "failure",
        "error",
    ]
    first = next(iter(journey.claims.values()))
    assert suite[0].get("name") == f"{first.id}: {first.text}"
    assert suite[0].get("classname") == first.question["ask"]


def test_hostile_words_are_words() -> None:
    journey = hostile()
    name = next(iter(journey.claims))
    claim = journey.claims[name].model_copy(update={"text": HOSTILE, "question": {"ask": HOSTILE}})
    journey = journey.model_copy(update={"title": HOSTILE, "claims": {**journey.claims, name: claim}})
    root = read(render_junit(told(journey, ALL, HOSTILE), journey))
    assert len(root.findall(".//testcase")) == 5
    assert len(root.findall(".//failure")) == 1
    assert "<failure/> & \" ' ]]>" in root.find(".//testcase").get("name")
    assert "\u202e" not in root.find(".//failure").get("message")


def test_the_same_verdicts_give_the_same_bytes_and_a_map_without_claims_is_a_suite_without_tests() -> None:
    journey = rich_map()
    assert render_junit(told(journey, ALL), journey) == render_junit(told(journey, ALL), journey)
    assert read(render_junit([], JourneyMap(title="")))[0].get("tests") == "0"
