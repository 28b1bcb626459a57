"""What the files have by the words of texts: wordings in force, earlier ones, and those with most of the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from typing import NamedTuple

import numpy as np

from glossary.search.base import Base, Mask, Places
from glossary.search.entries import Told
from glossary.search.filters import Filter
from glossary.search.grammar import Asked, Phrase
from glossary.search.lists import NONE, Scored
from glossary.search.reasons import PAST, TEXT, Reason, said_then, text_score
from glossary.search.texts import MOST, Texts
from glossary.search.wordings import Standing

_PAST_LOOKED_INTO = 300


class Found(NamedTuple):
    """Wordings, the best first, as far as they have been looked into; the concepts of all, and how many these are."""

    best: Scored
    concepts: Places
    total: int


NOTHING = Found(NONE, NONE.documents, 0)


class Sections(NamedTuple):
    """Which sections may be an answer: of the wording in force, and of earlier ones."""

    in_force: Mask
    past: Mask


class Said:
    """One question asked of the texts of a base."""

    def __init__(self, base: Base, texts: Texts, sections: Sections, asked: Asked, within: Filter) -> None:
        self._base, self._texts, self._sections, self._asked, self._within = base, texts, sections, asked, within

    @cached_property
    def excluded(self) -> Places:
        """The concepts with a text that has excluded words."""
        every = [self._texts.with_phrase(each, self._sections.in_force) for each in self._asked.excluded]
        return np.concatenate((NONE.documents, *every))

    def named(self, part: Phrase) -> Places:
        """The concepts with names that have the words of a part, those with few short names first."""
        return self._texts.named(part, self._sections.in_force)

    def once_named(self, part: Phrase) -> Places:
        """The same by the names of earlier wordings."""
        return self._texts.named(part, self._sections.past)

    def in_force(self, seen: Places) -> Found:
        """By all words, in the wording in force."""
        among = self._sections.in_force
        said, sure = self._texts.saying(self._asked.phrases, among)
        found = self._unseen(said, seen)
        best = self._texts.standing(self._texts.best(found), among, sure)
        every = best if len(found.documents) <= MOST else found
        return Found(best, self._texts.concept(every.documents), len(every.documents))

    def most(self, seen: Places) -> Found:
        """By most of the words, in the wording in force."""
        found = self._unseen(self._texts.having_most(self._asked.phrases, self._sections.in_force), seen)
        return Found(self._texts.best(found), self._texts.concept(found.documents), len(found.documents))

    def once(self, seen: Places) -> Iterator[Reason]:
        """By all words, in earlier wordings."""
        known = {*map(int, seen)}
        found = self._texts.best(self._texts.having(self._asked.phrases, self._sections.past))
        looked_into = zip(found.documents[:_PAST_LOOKED_INTO], found.scores, strict=False)
        for wording, score in looked_into:
            concept, place = self._texts.told(int(wording))
            reason = self._gone(concept, self._base.told(concept)[place], float(score))
            if concept not in known and reason:
                known.add(concept)
                yield reason

    def reasons(self, found: Found) -> Iterator[Reason]:
        """Why those in force were found, the best first."""
        for wording, score in zip(found.best.documents, found.best.scores, strict=True):
            concept, _ = self._texts.told(int(wording))
            yield self._reason(concept, text_score(TEXT, float(score)))

    def _unseen(self, found: Scored, seen: Places) -> Scored:
        return found.where(~np.isin(self._texts.concept(found.documents), seen)) if len(seen) else found

    def _gone(self, concept: int, past: Told, score: float) -> Reason | None:
        made = self._reason(concept, text_score(PAST, score))._replace(past=past)
        return made if said_then(past, made.now(), self._asked, self._within) else None

    def _reason(self, concept: int, score: float) -> Reason:
        return Reason(self._base.entry(concept), partial(self._base.told, concept), score)


def standings(within: Filter) -> tuple[Standing, ...]:
    """How wordings in force may stand."""
    wanted: Sequence[Standing] = ("current", "retired")
    return tuple(each for each in wanted if within.statuses is None or each in within.statuses)
