"""Full text in files: which wordings have the words, and whether they really stand there as asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import numpy as np

from glossary.search.arrays import Blobs, read_numbers
from glossary.search.base import Mask, Places
from glossary.search.grammar import Phrase
from glossary.search.inverting import SECTION_FACTS, WORDING_FACTS
from glossary.search.lists import NONE, Lists, Scored, values_at
from glossary.search.whoosh_compat import Words
from glossary.search.wordings import STANDINGS, Standing

MOST = 500
"""So many of the best wordings are looked into and can be paged through."""

HALF, MOST_PAIRS = 0.5, 0.6
"""Which share of words, or of pairs of characters, a text needs where it has not what was asked literally."""


class Texts:
    """The words of a base."""

    def __init__(self, folder: Path) -> None:
        words = Words(folder)
        self._words, self._names = Lists(words, "words"), Lists(words, "names")
        self._sections = {name: read_numbers(folder / f"section.{name}") for name in SECTION_FACTS}
        self._wordings = {name: read_numbers(folder / f"wording.{name}") for name in WORDING_FACTS}
        self._folded = Blobs(folder, "folded", is_reread=True)
        self._languages = msgspec.json.decode((folder / "languages.json").read_bytes(), type=tuple[str, ...])

    def sections(self, concepts: Mask, standings: Sequence[Standing], languages: frozenset[str] | None) -> Mask:
        """Which sections are of these concepts, stand so, and are in these languages."""
        stands = np.isin(np.arange(len(STANDINGS)), [STANDINGS.index(each) for each in standings])
        found = concepts[self._sections["concept.u4"]] & stands[self._sections["standing.u1"]]
        if languages is not None:
            spoken = np.array([each in languages for each in self._languages] or [False])
            found &= spoken[self._sections["language.u2"]]
        return found

    def named(self, part: Phrase, among: Mask) -> Places:
        """The concepts with names that have the words of a part, those with few short names first."""
        found = self._names.having(part)
        found = found.where(among[found.documents])
        concepts: Places = self._sections["concept.u4"][found.documents]
        return concepts[np.argsort(-found.scores, kind="stable")]

    def having(self, phrases: Sequence[Phrase], among: Mask) -> Scored:
        """The wordings with the words of every phrase, and how well."""
        if not all(phrase.is_searchable for phrase in phrases):
            return NONE
        return self._every(phrases, self._words.fewest, self._words.having, among)

    def having_words(self, phrases: Sequence[Phrase], among: Mask) -> Scored:
        """The wordings with the words of every phrase by a dictionary, and how well; none where there is none."""
        if not any(phrase.words for phrase in phrases):
            return NONE
        return self._every(phrases, self._words.fewest_words, self._words.having_words, among)

    def having_most(self, phrases: Sequence[Phrase], among: Mask) -> Scored:
        """The wordings with at least half of several phrases, or most of the words of one."""
        if len(phrases) > 1:
            parts = [self._words.having(phrase) for phrase in phrases]
            return self._by_wording(self._words.most(parts, HALF), among)
        if not phrases or not phrases[0].is_loose:
            return NONE
        return self._by_wording(self._words.most(self._words.each(phrases[0]), MOST_PAIRS), among)

    def with_phrase(self, phrase: Phrase, among: Mask) -> Places:
        """The concepts with wordings in which a phrase stands; where its words are in very many, that is enough."""
        if not phrase.is_searchable:
            return NONE.documents
        found = self._by_wording(self._words.having(phrase), among)
        is_sure = len(found.documents) > 4 * MOST
        return self.concept((found if is_sure else self.standing([phrase], found, among)).documents)

    def best(self, found: Scored) -> Scored:
        """As many of the best as can be looked into, the best first."""
        scores = found.scores
        if len(scores) > MOST:
            found = found.at(np.argpartition(-scores, MOST)[:MOST])
        return found.at(np.lexsort((found.documents, -found.scores)))

    def standing(self, phrases: Sequence[Phrase], found: Scored, among: Mask, sure: Places = NONE.documents) -> Scored:
        """Those of some wordings in which each of the phrases really stands, or that are sure."""
        unsure = [phrase for phrase in phrases if not phrase.is_exact]
        if not unsure:
            return found
        is_sure = np.isin(found.documents, sure)
        looked_into = zip(found.documents, is_sure, strict=True)
        stand = [known or self._stand(unsure, int(each), among) for each, known in looked_into]
        return found.where(np.array(stand, dtype=np.bool_))

    def _stand(self, phrases: Sequence[Phrase], wording: int, among: Mask) -> bool:
        first = self._wordings["first.u4"]
        spans = [self._folded.span(at) for at in range(first[wording], first[wording + 1]) if among[at]]
        find = self._folded.content.find
        return all(any(find(each, *span) >= 0 for span in spans for each in phrase.sought) for phrase in phrases)

    def concept(self, wordings: Places) -> Places:
        """Of which concepts wordings are."""
        found: Places = self._wordings["concept.u4"][wordings]
        return found

    def told(self, wording: int) -> tuple[int, int]:
        """Of which concept a wording is, and which of its wordings."""
        return int(self._wordings["concept.u4"][wording]), int(self._wordings["told.u2"][wording])

    def _every(
        self,
        phrases: Sequence[Phrase],
        fewest: Callable[[Phrase], int],
        having: Callable[[Phrase], Scored],
        among: Mask,
    ) -> Scored:
        """What all phrases have, the rarest first; nothing is joined where one of them is nowhere."""
        many = sorted(((fewest(phrase), place) for place, phrase in enumerate(phrases)))
        if not many or not many[0][0]:
            return NONE
        found = self._by_wording(having(phrases[many[0][1]]), among)
        for _, place in many[1:]:
            found = _both(found, self._by_wording(having(phrases[place]), among)) if len(found.documents) else NONE
        return found

    def _by_wording(self, found: Scored, among: Mask) -> Scored:
        found = found.where(among[found.documents])
        wordings = self._sections["wording.u4"][found.documents]
        is_other = wordings[1:] != wordings[:-1]
        if is_other.all():
            return Scored(wordings, found.scores)
        starts = np.flatnonzero(np.concatenate(([True], is_other)))
        return Scored(wordings[starts], np.maximum.reduceat(found.scores, starts))


def either(one: Scored, other: Scored) -> Scored:
    """What either has, that which both have counting as much as both."""
    if not len(other.documents):
        return one
    scores = np.zeros(1 + max(int(each.documents.max(initial=0)) for each in (one, other)), dtype=np.float32)
    scores[one.documents] = one.scores
    scores[other.documents] += other.scores
    documents = np.flatnonzero(scores).astype(np.uint32)
    return Scored(documents, scores[documents])


def _both(one: Scored, other: Scored) -> Scored:
    """What both have."""
    also = values_at(one.documents, other.documents, other.scores)
    found = one.where(also > 0)
    return Scored(found.documents, found.scores + also[also > 0])
