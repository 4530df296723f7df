"""A persona: a group of customers with a name that stays, and the statistics that tell it from everybody else."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

SECTIONS = (
    "Demographics",
    "Goals",
    "Behaviour",
    "Pains",
    "Motivations",
    "Preferences",
    "Value",
)
OF_WORDS = ("Goals", "Pains", "Motivations")  # sections that tell what customers say
OPEN = "Open questions"  # what is not known and would matter: the last section, where there are any


@dataclass(frozen=True)
class Line:
    """One statistic against the rest.

    Attributes:
        text: in words, with both figures.
        what: the feature or theme, as ``kind`` says.
        value, rest: of the persona and of all other customers.
        n: customers of the persona of whom it is known.
        effect: Cohen's h of shares of customers, d of means; None for an open question, which compares nothing.
        q: the chance of so large a difference, corrected for everything that was compared (Benjamini and Hochberg).
    """

    text: str
    what: str
    value: float | None
    rest: float | None
    n: int
    effect: float | None
    q: float | None
    kind: Literal["feature", "theme", "aim", "question"] = "feature"


@dataclass(frozen=True)
class Section:
    """A part of a card; without lines it says why."""

    title: str
    lines: tuple[Line, ...] = ()
    unknown: str = ""


@dataclass(frozen=True)
class Persona:
    """One persona.

    Attributes:
        id: stays as long as the persona is found again, whatever it is called.
        found_name: what its traits call it; ``name`` is what people call it.
        customers: how many; ``share`` of all, with its 95% interval.
        new_since: when it was first found, if that was later than the first time; "" otherwise.
        found: whether the last search found it; one that people pinned stays when it is not.
        asked: what people want to know of it; ``struck`` are open questions that they struck out, by what they are about.
    """

    id: str
    name: str
    found_name: str
    customers: int
    share: float
    low: float
    high: float
    sections: tuple[Section, ...] = ()
    new_since: str = ""
    found: bool = True
    pinned: bool = False
    note: str = ""
    asked: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()

    def json(self) -> dict[str, Any]:
        return asdict(self)

    @staticmethod
    def read(told: dict[str, Any]) -> "Persona":
        """What `json` gave."""
        sections = tuple(
            Section(part["title"], tuple(Line(**line) for line in part["lines"]), part["unknown"])
            for part in told["sections"]
        )
        lists = {name: tuple(told.get(name, ())) for name in ("asked", "struck")}
        return Persona(**{**told, **lists, "sections": sections})
