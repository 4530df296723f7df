"""Verdicts as JUnit XML, the form in which a build server shows tests: a test case for each claim of the map."""

from collections import Counter
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from footpath.model.claims import Claim, ClaimVerdict
from footpath.model.maps import JourneyMap
from footpath.render.text import clean


def render_junit(verdicts: Sequence[ClaimVerdict], journey: JourneyMap, *, strict: bool = False) -> str:
    """A test suite: *broken* is a failure, *unasked* an error; *moved* a failure when ``strict``, else it passes and says so.

    Claims of one question are one class, called by the question's name. Times are left out, so the same verdicts give the
    same text.
    """
    counted = Counter(_outcome(verdict, strict) for verdict in verdicts)
    totals = f'tests="{len(verdicts)}" failures="{counted["failure"]}" errors="{counted["error"]}"'
    cases = "".join(_case(verdict, journey.claims.get(verdict.claim), strict) for verdict in verdicts)
    name = _quoted(journey.title or "map")
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name={name} {totals}>\n'
        f'<testsuite name={name} {totals} skipped="0">\n{cases}</testsuite>\n</testsuites>\n'
    )


def _outcome(verdict: ClaimVerdict, strict: bool) -> str:
    """The element that tells how a test case ended; nothing for one that passed."""
    if verdict.verdict == "broken" or (strict and verdict.verdict == "moved"):
        return "failure"
    return "error" if verdict.verdict == "unasked" else ""


def _case(verdict: ClaimVerdict, claim: Claim | None, strict: bool) -> str:
    text = claim.text if claim else ""
    asked = str(claim.question.get("ask", "")) if claim else ""
    head = f"<testcase classname={_quoted(asked or 'claim')} name={_quoted(f'{verdict.claim}: {text}')}"
    if verdict.verdict == "held":
        return f"{head}/>\n"
    outcome = _outcome(verdict, strict)
    told = f"{verdict.verdict}: {verdict.why}"
    if not outcome:
        return f"{head}><system-out>{escape(clean(told))}</system-out></testcase>\n"
    inner = f"<{outcome} type={_quoted(verdict.verdict)} message={_quoted(verdict.why)}>{escape(clean(_numbers(verdict)))}</{outcome}>"
    return f"{head}>{inner}</testcase>\n"


def _numbers(verdict: ClaimVerdict) -> str:
    now = "nothing" if verdict.now is None else f"{verdict.now:.6g}"
    return f"was {verdict.was:.6g}, is {now}"


def _quoted(text: str) -> str:
    """An attribute's value on one line, of characters that XML allows."""
    return quoteattr(clean(text))
