"""Full text in files: which wordings have the words, and whether they really stand there as asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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


Sure = Sequence[tuple[Phrase, Places]]
"""Phrases, each with the wordings that are known to have it."""


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
        """The wordings that may have every phrase as it is, and how well; nothing is joined where one is nowhere."""
        many = sorted((self._words.fewest(phrase), place) for place, phrase in enumerate(phrases))
        if not many or not many[0][0] or not all(phrase.is_searchable for phrase in phrases):
            return NONE
        every = (self._by_wording(self._words.having(phrases[place]), among) for _, place in many)
        return _all_of(every)

    def saying(self, phrases: Sequence[Phrase], among: Mask) -> tuple[Scored, Sure]:
        """The wordings that may have every phrase, as it is or by its words in a dictionary; these are sure to."""
        many = sorted((self._fewest(phrase), place) for place, phrase in enumerate(phrases))
        if not many or not many[0][0] or not all(phrase.is_searchable for phrase in phrases):
            return NONE, ()
        ordered = [phrases[place] for _, place in many]
        by_words = [self._by_wording(self._words.having_words(phrase), among) for phrase in ordered]
        sure = [(phrase, found.documents) for phrase, found in zip(ordered, by_words, strict=True)]
        as_they_are = (self._by_wording(self._words.having(phrase), among) for phrase in ordered)
        return _all_of(map(either, as_they_are, by_words)), sure

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
        return self.concept((found if is_sure else self.standing(found, among, [(phrase, NONE.documents)])).documents)

    def best(self, found: Scored) -> Scored:
        """As many of the best as can be looked into, the best first."""
        scores = found.scores
        if len(scores) > MOST:
            found = found.at(np.argpartition(-scores, MOST)[:MOST])
        return found.at(np.lexsort((found.documents, -found.scores)))

    def standing(self, found: Scored, among: Mask, sure: Sure) -> Scored:
        """Those of some wordings in which each of the phrases really stands, or that are sure to have it."""
        for phrase, known in sure:
            if not phrase.is_exact:
                looked_into = zip(found.documents, np.isin(found.documents, known), strict=True)
                stands = [is_sure or self._stands(phrase, int(each), among) for each, is_sure in looked_into]
                found = found.where(np.array(stands, dtype=np.bool_))
        return found

    def _stands(self, phrase: Phrase, wording: int, among: Mask) -> bool:
        first = self._wordings["first.u4"]
        spans = [self._folded.span(at) for at in range(first[wording], first[wording + 1]) if among[at]]
        find = self._folded.content.find
        return any(find(each, *span) >= 0 for span in spans for each in phrase.sought)

    def _fewest(self, phrase: Phrase) -> int:
        return self._words.fewest(phrase) + self._words.fewest_words(phrase)

    def concept(self, wordings: Places) -> Places:
        """Of which concepts wordings are."""
        found: Places = self._wordings["concept.u4"][wordings]
        return found

    def told(self, wording: int) -> tuple[int, int]:
        """Of which concept a wording is, and which of its wordings."""
        return int(self._wordings["concept.u4"][wording]), int(self._wordings["told.u2"][wording])

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


def _all_of(every: Iterator[Scored]) -> Scored:
    """What all have; none is worked out in vain after one that leaves nothing."""
    found = next(every)
    while len(found.documents) and (other := next(every, None)) is not None:
        found = _both(found, other)
    return found


def _both(one: Scored, other: Scored) -> Scored:
    """What both have."""
    also = values_at(one.documents, other.documents, other.scores)
    found = one.where(also > 0)
    return Scored(found.documents, found.scores + also[also > 0])
