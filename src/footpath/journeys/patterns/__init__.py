"""One pattern language: regular expressions over journeys, with conditions, gaps, anchors and limits of time.

    "cart" (!"order")* end within 7d            a cart, and no order until the journey's end, all within 7 days
    product -> basket -[<=2h]-> payment         with any events between, the payment within 2 hours of the basket
    start [email | stage:awareness]             begins with an e-mail or anything of that stage
    cart{device=mobile, value>=50} || cart      the same again in a later session

Side by side means "immediately next"; an arrow allows any events between. A match is one or more events in a row, of which
each meets its part of the pattern; ``start`` and ``end`` meet no event but say where the match lies in the journey. It sees the
events that count where it is used, all of them in ``where: {"matches": …}``. The first match is the one that ends first, and of
those that end with the same event the one that begins last. The grammar and all definitions: docs/guides/patterns.md.

A pattern is read (`parsing`), its names are looked up (`symbols`), and it becomes an automaton (`automaton`), which reads journeys
as a table (`deterministic`, `tracing`) or, with limits on parts of it, with clocks (`simulation`); all ways give the same.
"""

from footpath.journeys.patterns.compiling import Matching, Pattern, Spans, compile_pattern, matching
from footpath.journeys.patterns.following import Followed, Plan, compile_plan
from footpath.journeys.patterns.parsing import parse_pattern

__all__ = [
    "Followed",
    "Matching",
    "Pattern",
    "Plan",
    "Spans",
    "compile_pattern",
    "compile_plan",
    "matching",
    "parse_pattern",
]
