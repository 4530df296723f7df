"""What kind of conversation a file holds: an interview, a call, a chat, notes; with a customer or with an employee."""

import re
from dataclasses import replace

from footpath.sources.notes.turns import Conversation
from footpath.sources.notes.vocabulary import words_of
from footpath.sources.words import folded

_INTERVIEWS = words_of(
    "interviewer interviewerin moderator moderatorin facilitator researcher participant teilnehmer interviewee respondent entrevistador entrevistadora intervieweur q"
)
_SERVICE = words_of(
    "agent agente bot chatbot support operator advisor berater beraterin service csr helpdesk rep representative caller anrufer"
)


def with_genre(conversation: Conversation) -> Conversation:
    """The conversation with its kind: as its head or name says, else by the labels of who speaks, else by how it is written."""
    return replace(conversation, genre=conversation.head.genre or _by_labels(conversation))


def _by_labels(conversation: Conversation) -> str:
    labels = {token for name in conversation.speakers for token in re.findall(r"[^\W\d_]+", folded(name))}
    if not any(conversation.speakers):
        return "notes"
    if labels & _INTERVIEWS:
        return "interviews"
    if any(turn.at for turn in conversation.turns):
        return "chats"
    if labels & _SERVICE:
        return "calls"
    return "conversations"
