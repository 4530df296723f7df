"""A plan as somebody wrote it: CJML, a Mermaid ``journey``, or a plain list of steps.

    Product page > Basket > (Delivery costs)? > Payment > Order delivered

One step a line does as well; a step in parentheses with "?" may be left out. A line that begins with "#" is the plan's name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from footpath.errors import MapError

MOST_STEPS, _MOST_BYTES, _LONGEST = 40, 2_000_000, 300
_ARROW = re.compile(r"\s*(?:->|=>|→|⇒|›|»)\s*|\s+>+\s+|\t+")
_BULLET = re.compile(r"^\s*(?:[-*•–]|\(?\d{1,3}[.)])\s+")
_OPTIONAL = re.compile(r"^(?:\((.+)\)\s*\?|\[(.+)\]\s*\??)$")
_NO_TASK = re.compile(r"(?:title|section|acctitle|accdescr)\b|%%|---|\w+\s*:\s*$", re.IGNORECASE)
_LABELS = ("initiatorlabel", "receiverlabel", "actionlabel", "label", "touchpointname", "name", "title", "description")
_HINT = "Give CJML, a Mermaid journey, or a list of steps: see docs/guides/planned.md."


@dataclass(frozen=True)
class PlanStep:
    name: str
    optional: bool = False


@dataclass(frozen=True)
class Plan:
    """Steps in their order; ``source`` is what it was written in: "CJML", "Mermaid" or "list"."""

    name: str
    source: str
    steps: tuple[PlanStep, ...]


def read_plan(content: bytes | str, name: str = "Plan") -> Plan:
    """The plan in a file.

    Args:
        name: of the plan, where it does not say one itself.

    Raises:
        MapError: it is too large, no text, no well-formed XML where it begins as such, reaches outside itself, or holds fewer than
            two steps or more than 40.
    """
    if len(content) > _MOST_BYTES:
        raise MapError(f"{name} is larger than a plan can be ({_MOST_BYTES // 1_000_000} MB).", _HINT)
    text = _decoded(content, name)
    if text.lstrip().startswith("<"):
        plan = _cjml(text, name)
    elif re.match(r"(?:\s|%%[^\n]*\n|---.*?\n---\s)*journey\b\s*(?:\n|$)", text, re.DOTALL):
        plan = _mermaid(text, name)
    else:
        plan = _listed(text, name)
    if not 2 <= len(plan.steps) <= MOST_STEPS:
        raise MapError(f"{name} holds {len(plan.steps)} steps; a plan has from 2 to {MOST_STEPS}.", _HINT)
    if all(step.optional for step in plan.steps):
        raise MapError(f"Every step of {name} may be left out.", "Leave the parentheses off those that may not.")
    return plan


def _decoded(content: bytes | str, name: str) -> str:
    if isinstance(content, str):
        return content.removeprefix("\ufeff")
    try:
        marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        return content.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError:
        raise MapError(f"{name} is not text in UTF-8.", _HINT) from None


def _steps(found: Iterator[PlanStep]) -> tuple[PlanStep, ...]:
    """Steps in plain words; the same one again and again is one."""
    steps: list[PlanStep] = []
    for step in found:
        plain = " ".join("".join(c if c.isprintable() else " " for c in step.name).split())[:_LONGEST]
        if plain and (not steps or steps[-1].name != plain):
            steps.append(PlanStep(plain, step.optional))
    return tuple(steps)


def _listed(text: str, name: str) -> Plan:
    lines = [line for line in text.splitlines() if line.strip()]
    heads = [line.lstrip("# \t").strip() for line in lines if line.lstrip().startswith("#")]
    plain = [line for line in lines if not line.lstrip().startswith("#")]
    parts = (part for line in plain for part in _ARROW.split(_BULLET.sub("", line)))
    return Plan(next(filter(None, heads), name), "list", _steps(map(_step, parts)))


def _step(text: str) -> PlanStep:
    bare = text.strip().strip("\"'“”„").strip()
    found = _OPTIONAL.match(bare)
    return PlanStep((found[1] or found[2]).strip("\"'“” "), True) if found else PlanStep(bare)


def _mermaid(text: str, name: str) -> Plan:
    body = re.split(r"^\s*journey\b", text, maxsplit=1, flags=re.MULTILINE)[-1]
    title = re.search(r"^\s*title\s+(.+)$", body, re.MULTILINE)
    lines = (line.strip() for line in body.splitlines())
    tasks = (line.rpartition(":")[0] if line.count(":") == 1 else line for line in lines if not _NO_TASK.match(line))
    steps = (PlanStep(task.partition(":")[0]) for task in tasks)
    return Plan(title[1].strip() if title else name, "Mermaid", _steps(steps))


def _cjml(text: str, name: str) -> Plan:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root = fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), forbid_dtd=True)
    except DefusedXmlException:
        raise MapError(f"{name} declares a document type, which no plan needs.", "Remove it.") from None
    except (ParseError, ValueError, RecursionError) as error:
        raise MapError(f"{name} is not well-formed XML: {error}.", _HINT) from None
    listed = next((one for one in root.iter() if _tag(one) == "touchpoints"), None)
    if listed is None:
        raise MapError(f'{name} holds no "touchpoints", so it is no CJML.', _HINT)
    title = next((one.text for one in root.iter() if _tag(one) == "journeytitle" and one.text), "")
    return Plan(title.strip() or name, "CJML", _steps(PlanStep(_label(point)) for point in listed))


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _label(point: Any) -> str:
    texts = {_tag(part): part.text.strip() for part in reversed(list(point.iter())) if part.text and part.text.strip()}
    return next((texts[label] for label in _LABELS if label in texts), "")
