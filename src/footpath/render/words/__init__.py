"""Catalogues of labels in gettext's form, one file a language, the English label as the key."""

from footpath.render.words.catalogue import Words, load_words, shipped, words_of

__all__ = ["Words", "load_words", "shipped", "words_of"]
