"""From the text of a pattern to its tree, by recursive descent."""

from typing import Any

from footpath.errors import SpecError
from footpath.journeys.patterns.mistakes import mistake
from footpath.journeys.patterns.tokens import Token, tokens_of
from footpath.journeys.patterns.tree import (
    NEVER,
    Choice,
    End,
    Link,
    Name,
    Node,
    Repeat,
    Requirement,
    Sequence,
    Start,
    Symbol,
    Within,
    may_be_empty,
    names_events,
    places,
)
from footpath.model.durations import parse_duration

MOST_PLACES = 60  # bits of a word, of which a few are left
MOST_NESTED = 40
MOST_LIMITS = 8  # withins inside of each other
KEYWORDS = ("start", "end", "within", "after")
KINDS = ("touchpoint", "stage", "channel")
_COMPARISONS = {">=": "at_least", ">": "above", "<=": "at_most", "<": "below", "~": "contains"}


def parse_pattern(text: str) -> Node:
    """The tree of a pattern.

    Raises:
        SpecError: it is not a pattern; the error points at the character and says what was expected there.

    Examples:
        >>> tree = parse_pattern('cart !order* end')
        >>> [type(item).__name__ for item in tree.items]
        ['Symbol', 'Repeat', 'End']
        >>> parse_pattern("cart within soon")
        Traceback (most recent call last):
        ...
        footpath.errors.SpecError: The pattern is not understood at character 13: a duration such as 7d was expected, not "soon".
            cart within soon
                        ^
    """
    reader = _Reader(text)
    tree = reader.alternatives()
    reader.finish()
    if not names_events(tree):
        raise mistake(text, 0, "it names no event, and a match has at least one")
    if places(tree) > MOST_PLACES:
        raise mistake(
            text, 0, f"it takes {places(tree):,} places with its repetitions written out, and at most {MOST_PLACES} fit"
        )
    return tree


class _Reader:
    """One token after the other. Each method reads what it is called after."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens_of(text)
        self.place = 0
        self.nested = 0
        self.limits = 0

    # Tokens

    @property
    def next(self) -> Token:
        return self.tokens[self.place]

    def take(self) -> Token:
        token = self.next
        self.place += token.kind != "end"
        return token

    def sees(self, *signs: str) -> bool:
        return self.next.kind == "sign" and self.next.value in signs

    def sees_word(self, word: str) -> bool:
        return self.next.kind == "word" and self.next.value == word

    def skip(self, sign: str, why: str) -> None:
        if not self.sees(sign):
            raise self.expected(f'"{sign}" {why}')
        self.take()

    def expected(self, what: str) -> SpecError:
        token = self.next
        found = "the end of the pattern" if token.kind == "end" else f'"{token.value}"'
        return mistake(self.text, token.at, f"{what} was expected, not {found}")

    def finish(self) -> None:
        if self.sees(")"):
            raise mistake(self.text, self.next.at, "this parenthesis was never opened")
        if self.next.kind != "end":
            raise self.expected("the end of the pattern or a step")

    # Rules of the grammar

    def alternatives(self) -> Node:
        at, limits = self.next.at, self.limits
        options = [self.sequence()]
        while self.sees("|"):
            self.take()
            options.append(self.sequence())
        node = options[0] if len(options) == 1 else Choice(tuple(options))
        if not self.sees_word("within"):
            return node
        self.take()
        node = Within(node, self.duration(), at)
        if self.next.kind != "end" and not self.sees(")"):
            raise mistake(
                self.text,
                self.next.at,
                "“within” limits all of the pattern, or of the parenthesis, at whose end it stands: "
                "put the part that it limits in parentheses, together with it",
            )
        self.limits = max(self.limits, limits + 1)
        return node

    def sequence(self) -> Node:
        items, links = [self.item()], []
        while True:
            link = self.link()
            if link is None and not self._begins_item():
                break
            before = self.next.at
            items.append(self.item())
            links.append(link or Link(gap=False, at=before))
            if links[-1].strict and (may_be_empty(items[-2]) or may_be_empty(items[-1])):
                raise mistake(
                    self.text,
                    links[-1].at,
                    "on each side of a limit or a session's end must stand something that is at least one event",
                )
        return items[0] if len(items) == 1 else Sequence(tuple(items), tuple(links))

    def _begins_item(self) -> bool:
        if self.next.kind == "word":
            return self.next.value not in ("within", "after")
        return self.next.kind == "text" or self.sees("(", "[", "!", ".")

    def link(self) -> Link | None:
        at = self.next.at
        if self.sees("->", "..."):
            self.take()
            return Link(gap=True, at=at)
        if self.sees("||"):
            self.take()
            return Link(gap=True, at=at, broken=True)
        if self.sees("-["):
            self.take()
            low, high = self.bounds(at)
            if not self.sees("->", "-"):
                raise self.expected('"->" (any events between) or "-" (the next event) after the limits')
            return Link(gap=self.take().value == "->", at=at, low=low, high=high)
        return None

    def bounds(self, at: int) -> tuple[int, int]:
        low, high = 0, NEVER
        while True:
            if not self.sees("<=", "<", ">=", ">"):
                raise self.expected('a limit such as "<=2h"')
            sign = self.take().value
            limit = self.duration()
            if sign[0] == "<":
                high = min(high, limit - (sign == "<"))
            else:
                low = max(low, limit + (sign == ">"))
            if not self.sees(","):
                break
            self.take()
        self.skip("]", "after the limits of an arrow")
        if low > high:
            raise mistake(self.text, at, "no time is within these limits")
        return low, high

    def duration(self) -> int:
        """Microseconds of one duration, which may have several parts."""
        first = self.next
        parts = []
        while self.next.kind == "number":
            parts.append(self.take().value)
        try:
            limit = round(parse_duration(" ".join(parts)).total_seconds() * 1e6)
        except (SpecError, OverflowError):
            self.place -= len(parts)
            raise self.expected("a duration such as 7d") from None
        if not 0 <= limit < NEVER // 4:
            raise mistake(self.text, first.at, "this duration is out of range")
        return limit

    def item(self) -> Node:
        at = self.next.at
        node = self.atom()
        repeated = self.repetition()
        if repeated is None:
            return node
        if self.sees("*", "+", "?") or (self.sees("{") and self.tokens[self.place + 1].kind == "number"):
            raise mistake(self.text, self.next.at, "one repetition is enough; put more in parentheses")
        return Repeat(node, *repeated, at)

    def repetition(self) -> tuple[int, int | None] | None:
        if self.sees("*", "+", "?"):
            return {"*": (0, None), "+": (1, None), "?": (0, 1)}[self.take().value]
        if not (self.sees("{") and self.tokens[self.place + 1].kind == "number"):
            return None
        at = self.take().at
        least = self.count()
        most: int | None = least
        if self.sees(","):
            self.take()
            most = None if self.sees("}") else self.count()
        self.skip("}", "after the number of times")
        if most is not None and (most < least or most == 0):
            raise mistake(self.text, at, "the second number of times is the larger one, and at least 1")
        return least, most

    def count(self) -> int:
        token = self.next
        if token.kind != "number" or not token.value.isdecimal():
            raise self.expected("a number of times")
        if len(token.value) > 3 or int(token.value) > MOST_PLACES:
            raise mistake(self.text, token.at, f"at most {MOST_PLACES} times can be asked for")
        return int(self.take().value)

    def atom(self) -> Node:
        at = self.next.at
        if self.sees("("):
            return self.parenthesis()
        if self.sees_word("start"):
            self.take()
            return Start(at)
        if self.sees_word("end"):
            self.take()
            silent = 0
            if self.sees_word("after"):
                self.take()
                silent = self.duration()
            return End(silent, at)
        return self.symbol()

    def parenthesis(self) -> Node:
        opened = self.take()
        self.nested += 1
        if self.nested > MOST_NESTED:
            raise mistake(self.text, opened.at, f"parentheses are nested more than {MOST_NESTED} deep")
        outside, self.limits = self.limits, 0
        node = self.alternatives()
        if self.limits >= MOST_LIMITS:
            raise mistake(self.text, opened.at, f"limits are nested more than {MOST_LIMITS - 1} deep")
        if not self.sees(")"):
            if self.next.kind == "end":
                raise mistake(self.text, opened.at, "this parenthesis is never closed")
            raise self.expected('")" or a step')
        self.take()
        self.nested -= 1
        self.limits = max(outside, self.limits)
        return node

    def symbol(self) -> Symbol:
        at, negated = self.next.at, self.sees("!")
        if negated:
            self.take()
        if self.sees("!", "("):
            raise self.expected('one event ("!" is about a step, a class or a condition, not a parenthesis)')
        if self.sees("."):
            self.take()
            names: tuple[Name, ...] = ()
        elif self.sees("["):
            names = self.names_in_brackets()
        else:
            names = (self.name(),)
        requirements = self.requirements()
        if negated and not names and not requirements:
            raise mistake(self.text, at, "an event that is not any event cannot be")
        return Symbol(names, requirements, negated, at)

    def names_in_brackets(self) -> tuple[Name, ...]:
        self.take()
        names = [self.name()]
        while self.sees("|"):
            self.take()
            names.append(self.name())
        self.skip("]", 'or "|" in a class of steps')
        return tuple(names)

    def name(self) -> Name:
        token, following = self.next, self.tokens[min(self.place + 1, len(self.tokens) - 1)]
        if token.kind == "word" and following == (following.kind, ":", following.at) and following.kind == "sign":
            if token.value not in KINDS:
                raise self.expected('"stage:", "channel:" or "touchpoint:" before a name')
            self.place += 2
            return Name(token.value, self.word("a name"), token.at)
        if token.kind == "word" and token.value in KEYWORDS:
            raise self.expected(f"a step (put a step called {token.value} in quotes)")
        return Name("touchpoint", self.word("a step"), token.at)

    def word(self, what: str) -> str:
        if self.next.kind not in ("word", "text") or not self.next.value.strip():
            raise self.expected(what)
        return self.take().value

    def requirements(self) -> tuple[Requirement, ...]:
        if not self.sees("{") or self.tokens[self.place + 1].kind == "number":
            return ()
        self.take()
        requirements = [self.requirement()]
        while self.sees(","):
            self.take()
            requirements.append(self.requirement())
        self.skip("}", 'or "," after a condition')
        return tuple(requirements)

    def requirement(self) -> Requirement:
        at = self.next.at
        if self.sees("!"):
            self.take()
            return Requirement(self.word("the name of a dimension"), "any", False, at)
        name = self.word("the name of a dimension")
        if self.sees("=", "!="):
            negated = self.take().value == "!="
            return Requirement(name, "not" if negated else "is", self.values(), at)
        if self.sees(*_COMPARISONS):
            return Requirement(name, _COMPARISONS[self.take().value], self.value(), at)
        return Requirement(name, "any", True, at)

    def values(self) -> Any:
        if not self.sees("["):
            return self.value()
        self.take()
        found = [self.value()]
        while self.sees("|"):
            self.take()
            found.append(self.value())
        self.skip("]", 'or "|" in a list of values')
        return tuple(found)

    def value(self) -> Any:
        token = self.next
        if token.kind not in ("word", "text", "number"):
            raise self.expected("a value")
        self.take()
        if token.kind == "word" and token.value == "none":
            return None
        try:
            return float(token.value) if token.kind == "number" else token.value
        except ValueError:
            return token.value
