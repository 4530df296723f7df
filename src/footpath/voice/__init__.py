"""What customers say: scores on one scale, sentiment, the touchpoint that is spoken of, and quotes without personal data."""

from footpath.voice.aims import Stated, read_aims
from footpath.voice.annotate import Annotations, annotate
from footpath.voice.calibration import Calibration
from footpath.voice.clauses import clauses
from footpath.voice.embedding import Embedder, open_embedder
from footpath.voice.emotions import Felt, read_emotions
from footpath.voice.languages import language
from footpath.voice.quotes import ChosenQuote, Quotes, choose_quotes, source_label
from footpath.voice.scales import experience, normalise
from footpath.voice.scrubbing import scrub
from footpath.voice.sentiment import Sentiment, moods_of_parts, sentiment

__all__ = [
    "Annotations",
    "Calibration",
    "ChosenQuote",
    "Embedder",
    "Felt",
    "Quotes",
    "Sentiment",
    "Stated",
    "annotate",
    "choose_quotes",
    "clauses",
    "experience",
    "language",
    "moods_of_parts",
    "normalise",
    "open_embedder",
    "read_aims",
    "read_emotions",
    "scrub",
    "sentiment",
    "source_label",
]
