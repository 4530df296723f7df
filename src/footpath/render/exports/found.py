"""What is said of findings in every document: since when, and what a checklist's status is called."""

from footpath.model.findings import Pain
from footpath.render.language import say, to_say
from footpath.render.poster.facts import give_or_take, since

_STATUS = {"covered": to_say("covered"), "gap": to_say("a gap"), "unknown": to_say("not known")}


def dated(pain: Pain) -> str:
    """ "since 24 February 2025 (± 4 days)"; empty where it cannot be dated."""
    begun, doubt = since(pain), give_or_take(pain)
    return f"{begun} ({doubt})" if begun and doubt else begun


def status_word(status: str) -> str:
    return say(_STATUS.get(status, "not known"))
