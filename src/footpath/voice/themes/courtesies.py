"""Which clauses speak of nothing: greetings, signatures, thanks, what a writer tells of themselves, and bare verdicts that would fit any subject."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from footpath.voice.embedding import Embedder, Vectors
from footpath.voice.threads import one_blas_thread

_MOSTLY_ALIKE = 0.5  # the same of half the parts of a group, from which all of it is courtesies, however they are put
_ALIKE = 0.72  # likeness to one of the phrases below, from which a clause says nothing of its own
_COURTESIES = (
    "Hello",
    "Hi there",
    "Dear Sir or Madam",
    "Dear team",
    "Good morning",
    "Good evening",
    "To whom it may concern",
    "Kind regards",
    "Best wishes",
    "Yours sincerely",
    "Thank you",
    "Thanks in advance",
    "Many thanks for your help",
    "Please get back to me",
    "I look forward to hearing from you",
    "I expect an answer soon",
    "Please help",
    "Please sort this out",
    "What can you do about it?",
    "My name is John Smith",
    "My name is",
    "Regards, Mary Brown",
    "Peter Miller, 0151 2345678",
    "My email is john@example.org",
    "My email is",
    "You can reach me at 0151 2345678",
    "You can reach me at",
    "Order number 12345678",
    "Order number",
    "Have a nice day",
    "I am a long-standing customer",
    "I have been a customer for years",
    "This has happened before",
    "It happened again",
    "I told my friends about it",
    "My family had the same problem",
    "It was a present for my mother",
    "I bought it for my husband",
    "I bought it last week",
    "I need it soon",
    "I live in London",
    "We live in the city",
)
_VERDICTS = (
    "I am disappointed",
    "I am very satisfied",
    "Very happy with it",
    "I am unhappy",
    "It is frustrating",
    "Very annoying",
    "I love it",
    "Terrible",
    "Great",
    "Perfect",
    "I recommend it",
    "Would buy again",
    "Never again",
    "Not for this price",
    "Worth the money",
    "It cost a lot of money",
    "I expected more",
    "It ruined my day",
    "It took a lot of time",
    "Others do it better",
    "It is about this product",
)


def says_nothing(vectors: Vectors, embedder: Embedder) -> NDArray[np.bool_]:
    """Which of these clauses, as they are read, say nothing of their own."""
    with one_blas_thread():
        return np.asarray((vectors @ embedder.embed((*_COURTESIES, *_VERDICTS)).T).max(axis=1) >= _ALIKE, dtype=bool)


def courtesy(said: Sequence[str], embedder: Embedder) -> Vectors:
    """float32[len(said)]: how like a greeting, a signature, thanks or a word about its writer each is."""
    with one_blas_thread():
        return np.asarray((embedder.embed(said) @ embedder.embed(_COURTESIES).T).max(axis=1, initial=-1.0), np.float32)


def are_courtesies(labels: NDArray[np.int64], likeness: Vectors) -> NDArray[np.bool_]:
    """For each group whether most of its parts are courtesies.

    A single clause has to be nearly one of the known phrases to be taken for none; of many that say the same, less is enough.

    Args:
        labels: the group of each part, -1 for none.
        likeness: `courtesy` of each part.

    Examples:
        >>> are_courtesies(np.array([0, 0, 0, 1, 1, -1]), np.array([0.7, 0.6, 0.3, 0.2, 0.6, 0.9], np.float32)).tolist()
        [True, False]
    """
    groups = range(int(labels.max(initial=-1)) + 1)
    return np.array([bool(np.median(likeness[labels == group]) >= _MOSTLY_ALIKE) for group in groups], dtype=bool)
