"""What full text has of a wording: a section a language, its words with their weights, and its texts folded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby

from glossary.search import dictionary
from glossary.search.entries import Told
from glossary.search.tokens import spelled, tokens
from glossary.search.wordings import Standing, Text

_BOOSTS = {"term": 3.0, "definition": 1.5, "example": 0.6, "context": 0.6}
"""How much a word counts by where it stands; elsewhere, as in notes, once."""

_K1, _B, _USUAL_LENGTH = 1.2, 0.75, 120
_HEAVIEST = 255


class Section:
    """The texts of a wording in one language."""

    def __init__(self, language: str, standing: Standing, texts: Iterable[Text]) -> None:
        self.language, self.standing, self.texts = language, standing, tuple(texts)

    @cached_property
    def folded(self) -> str:
        """All texts as they are looked into, one a line."""
        return "\n".join(spelled(text.text) for text in self.texts)

    @cached_property
    def names(self) -> dict[str, int]:
        """The words of the terms and search forms, weighing more in few short ones."""
        words = [word for text in self.texts if text.field == "term" for word in tokens(text.text)]
        return dict.fromkeys(words, max(1, _HEAVIEST - len(words)))

    @cached_property
    def weights(self) -> dict[str, int]:
        """Each word with its share of BM25F that does not depend on other sections, from 1 to 255.

        Lengths are compared with what is usual and not with the mean, so that a list of postings never changes.
        """
        found: defaultdict[str, float] = defaultdict(float)
        length = 0
        for text in self.texts:
            words = tokens(text.text)
            length += len(words)
            words += dictionary.words(text.text)
            boost = _BOOSTS.get(text.field, 1.0)
            for word in words:
                found[word] += boost
        return {word: weight(count, length) for word, count in found.items()}


def weight(count: float, length: int) -> int:
    """The weight of a word that stands so often in a section of so many words."""
    norm = _K1 * (1 - _B + _B * length / _USUAL_LENGTH)
    return max(1, round(_HEAVIEST * count / (count + norm)))


def sections(told: Told) -> Iterator[Section]:
    """The sections of a wording."""
    for language, texts in groupby(sorted(told.texts, key=_language), key=_language):
        yield Section(language, told.standing, texts)


def _language(text: Text) -> str:
    return text.language
