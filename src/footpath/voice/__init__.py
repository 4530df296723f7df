"""What customers say: scores on one scale, sentiment, the touchpoint that is spoken of, and quotes without personal data."""

from footpath.voice.annotate import Annotations, annotate
from footpath.voice.calibration import Calibration
from footpath.voice.embedding import Embedder, open_embedder
from footpath.voice.languages import language
from footpath.voice.quotes import ChosenQuote, Quotes, choose_quotes, source_label
from footpath.voice.scales import experience, normalise
from footpath.voice.scrubbing import scrub
from footpath.voice.sentiment import Sentiment, sentiment

__all__ = [
    "Annotations",
    "Calibration",
    "ChosenQuote",
    "Embedder",
    "Quotes",
    "Sentiment",
    "annotate",
    "choose_quotes",
    "experience",
    "language",
    "normalise",
    "open_embedder",
    "scrub",
    "sentiment",
    "source_label",
]
