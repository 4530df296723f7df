"""On which side of the counter does each speaker stand? By their label, else by how they speak: who asks, who speaks for the company."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from footpath.model.plans import Speaker, SpeakerRole
from footpath.sources.notes import vocabulary
from footpath.sources.notes.turns import Conversation
from footpath.sources.words import folded

_COMPANY = re.compile(vocabulary.COMPANY_SAYS, re.IGNORECASE)
_CUSTOMER = re.compile(vocabulary.CUSTOMER_SAYS, re.IGNORECASE)
_MANY_FILES = 3  # files in which a name speaks, always with others: it is the company's


@dataclass(frozen=True)
class _Manner:
    """How one speaks: shares of their turns that ask, that speak for the company, that speak as a customer."""

    turns: int
    asks: float
    company: float
    customer: float
    opens: bool

    @property
    def lead(self) -> float:
        return self.asks + 1.5 * self.company - 1.5 * self.customer + 0.1 * self.opens

    def why(self) -> str:
        told = [f"asks in {self.asks:.0%} of {self.turns} turns"]
        if self.company:
            told.append(f"speaks for the company in {self.company:.0%}")
        if self.customer:
            told.append(f"speaks as a customer in {self.customer:.0%}")
        return ", ".join(told)


def cast_speakers(conversations: Sequence[Conversation]) -> tuple[Speaker, ...]:
    """Each speaker's side: once where the label or the regular's name tells it, once a file where only the manner does."""
    regular = _regulars(conversations)
    told: dict[tuple[str, str | None], Speaker] = {}
    for conversation in conversations:
        for speaker in _cast(conversation, regular):
            told.setdefault((speaker.name, speaker.file), speaker)
    return tuple(told.values())


def role_of(speakers: Sequence[Speaker], file: str, name: str) -> SpeakerRole:
    """A speaker's side in a file: an entry for the file goes before one for all."""
    own = next((speaker.role for speaker in speakers if speaker.name == name and speaker.file == file), None)
    return own or next(
        (speaker.role for speaker in speakers if speaker.name == name and speaker.file is None), SpeakerRole.CUSTOMER
    )


def _regulars(conversations: Sequence[Conversation]) -> dict[str, str]:
    """Names of people that speak in many of the files, each time with others, and why that tells their side."""
    files = Counter(
        name
        for conversation in conversations
        for name in conversation.speakers
        if name and _side(name) is None and not _is_generic(name)
    )
    talks = sum(len(conversation.speakers) > 1 for conversation in conversations)
    return {
        name: f"speaks in {count} of {talks} files"
        for name, count in files.items()
        if count >= _MANY_FILES and count >= 0.3 * talks
    }


def _cast(conversation: Conversation, regular: dict[str, str]) -> list[Speaker]:
    names = conversation.speakers
    manners = {name: _manner(conversation, name) for name in names}
    if len(names) == 1:
        return [_alone(conversation, names[0])]
    found: dict[str, Speaker] = {}
    for name in names:
        if (letter := _letter_side(name, names)) is not None:
            found[name] = Speaker(
                name=name, role=letter, confidence=0.9, why="its letter says so", file=conversation.name
            )
        elif (side := _side(name, conversation.genre)) is not None:
            found[name] = Speaker(name=name, role=side, confidence=0.95, why="its label says so")
        elif name in regular:
            found[name] = Speaker(name=name, role=SpeakerRole.STAFF, confidence=0.9, why=regular[name])
    open_names = [name for name in names if name not in found]
    staffed = any(speaker.role is SpeakerRole.STAFF for speaker in found.values())
    if not staffed and open_names:
        found |= _cast_by_manner(conversation, open_names, manners, bool(found))
    else:
        served = any(speaker.role is SpeakerRole.CUSTOMER for speaker in found.values())
        for name in open_names:
            found[name] = _cast_beside(conversation, name, manners[name], served)
    return [found[name] for name in names]


def _alone(conversation: Conversation, name: str) -> Speaker:
    side = _side(name, conversation.genre)
    why = "the notes name no speaker: they are read as what the customer said" if not name else "nobody else speaks"
    return Speaker(
        name=name, role=side or SpeakerRole.CUSTOMER, confidence=0.9 if side else 0.5,
        why="its label says so" if side else why, file=None if side or not name else conversation.name,
    )  # fmt: skip


def _cast_by_manner(
    conversation: Conversation, names: Sequence[str], manners: dict[str, _Manner], customer_known: bool
) -> dict[str, Speaker]:
    """The one who leads the talk most is the company's, and who else plainly speaks for it; the rest are customers."""
    ranked = sorted(names, key=lambda name: -manners[name].lead)
    lead = manners[ranked[0]].lead
    rest = max((manners[name].lead for name in ranked[1:]), default=0.0)
    found = {}
    for name in names:
        manner = manners[name]
        first = name == ranked[0] or (len(ranked) > 2 and name != ranked[-1] and manner.company > 0.3 > manner.customer)
        if customer_known and len(names) == 1:
            sure, why = 0.85, f"the other side is known; {manners[name].why()}"
        else:
            sure, why = min(0.95, 0.5 + 0.5 * max(lead - rest, 0.0)), manners[name].why()
        role = SpeakerRole.STAFF if first else SpeakerRole.CUSTOMER
        found[name] = Speaker(name=name, role=role, confidence=round(sure, 2), why=why, file=conversation.name)
    return found


def _cast_beside(conversation: Conversation, name: str, manner: _Manner, served: bool) -> Speaker:
    """Beside somebody of the company: another one who speaks for it, else a customer."""
    staff = manner.company > manner.customer and (served or manner.company >= 0.3)
    role = SpeakerRole.STAFF if staff else SpeakerRole.CUSTOMER
    sure = 0.7 if staff or served else 0.9
    return Speaker(
        name=name, role=role, confidence=sure, why=f"the other side is known; {manner.why()}", file=conversation.name
    )


def _manner(conversation: Conversation, name: str) -> _Manner:
    said = [turn.text for turn in conversation.turns if turn.speaker == name]
    count = max(len(said), 1)
    return _Manner(
        turns=len(said),
        asks=sum("?" in text or "？" in text for text in said) / count,
        company=sum(bool(_COMPANY.search(text)) for text in said) / count,
        customer=sum(bool(_CUSTOMER.search(text)) for text in said) / count,
        opens=bool(conversation.turns) and conversation.turns[0].speaker == name,
    )


def _side(name: str, genre: str = "") -> SpeakerRole | None:
    """What a label says by itself; a name beside a side's word ("Ann (Support)") is of that side. Where employees are asked, they are the ones heard."""
    tokens = re.findall(r"[^\W\d_]+", folded(name))
    if genre == "employee_interviews" and any(token in vocabulary.EMPLOYED for token in tokens):
        return SpeakerRole.CUSTOMER
    staff = any(token in vocabulary.STAFF and len(token) > 1 for token in tokens)
    customer = any(token in vocabulary.CUSTOMER and len(token) > 1 for token in tokens)
    if staff and customer:  # "customer service", "customer support agent"
        return SpeakerRole.STAFF if tokens[-1] in vocabulary.STAFF else None
    return SpeakerRole.STAFF if staff else SpeakerRole.CUSTOMER if customer else None


def _letter_side(name: str, names: Sequence[str]) -> SpeakerRole | None:
    """Single letters, as transcripts of interviews use them: Q and A, I and P1, A (agent) and C (customer)."""
    found = re.fullmatch(r"([a-z])\s?\d{0,2}", folded(name))
    if found is None:
        return None
    others = {folded(other)[:1] for other in names if other != name}
    if found[1] == "a":
        return SpeakerRole.STAFF if others & {"c", "k"} else SpeakerRole.CUSTOMER if others & {"q", "i"} else None
    return SpeakerRole.STAFF if found[1] in "qim" else SpeakerRole.CUSTOMER if found[1] in "cpr" else None


def _is_generic(name: str) -> bool:
    tokens = re.findall(r"[^\W\d_]+", folded(name))
    return re.fullmatch(r"\w{1,2}\s?\d*", name.strip()) is not None or any(
        token in vocabulary.GENERIC for token in tokens
    )
