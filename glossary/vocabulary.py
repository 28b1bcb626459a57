"""The forms of one glossary as they hold now, kept in memory and brought up to date by its log."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from threading import RLock
from typing import NamedTuple

from glossary.annotating import Lexicon, Named, named
from glossary.errors import Busy
from glossary.search import Feed, Mark, Moment
from glossary.search.changes import batches, by_concept, changes, continues
from glossary.search.hours import Hours
from glossary.search.wordings import Wording, wordings

_FEW = 5_000
_KEPT_STATES = 4
_PATIENCE = 5.0

Lexicons = tuple[Lexicon, ...]


class _Layer(NamedTuple):
    """What was learnt at one time, and the lexicon of it."""

    concepts: dict[str, Named]
    lexicon: Lexicon


class Vocabulary:
    """A glossary's forms: those read first in one large lexicon, and what is newer in smaller ones beside it.

    A change costs as much as the layers it is put together with: each is more than twice as large as the next newer.
    """

    def __init__(self, glossary: str) -> None:
        self.glossary = glossary
        self._lock = RLock()
        self._forget()

    def follow(self, feed: Feed, mark: Mark) -> Lexicons:
        """What holds at the end of the log. Raises `Busy`."""
        with self._alone():
            mark = self._not_older(feed, mark)
            if self._mark and not continues(feed, self.glossary, self._mark, mark):
                self._forget()
            if self._mark is None or self._mark.seq != mark.seq or self._hours.is_due(mark.at):
                self._read(feed, mark)
            return self._lexicons

    def at(self, feed: Feed, mark: Mark, state: Moment) -> Lexicons:
        """What held in another state of the glossary. Raises `Busy`."""
        with self._alone():
            self.follow(feed, mark)
            key = state, mark.seq
            if key not in self._states:
                self._states[key] = self._held(feed, mark, state)
            self._states.move_to_end(key)
            while len(self._states) > _KEPT_STATES:
                self._states.popitem(last=False)
            return self._states[key]

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Be the only one who reads. Raises `Busy` where another one reads a large glossary for the first time."""
        if not self._lock.acquire(timeout=_PATIENCE):
            raise Busy
        try:
            yield
        finally:
            self._lock.release()

    @property
    def _lexicons(self) -> Lexicons:
        return tuple(lexicon for lexicon in (self._base, *(each.lexicon for each in self._newer)) if len(lexicon))

    def _forget(self) -> None:
        self._mark: Mark | None = None
        self._base = Lexicon(self.glossary, ())
        self._newer: list[_Layer] = []
        self._hours = Hours()
        self._states: OrderedDict[tuple[Moment, int], Lexicons] = OrderedDict()

    def _not_older(self, feed: Feed, mark: Mark) -> Mark:
        """The end of the log, asked again where another thread has seen a later one: only then is the log shorter."""
        is_older = self._mark is not None and mark.seq < self._mark.seq
        return feed.marks().get(self.glossary, mark) if is_older else mark

    def _read(self, feed: Feed, mark: Mark) -> None:
        changed = self._changed(feed, mark)
        if self._mark is not None and self._is_much(changed):
            self._forget()
            changed = self._changed(feed, mark)
        if self._mark is None:
            self._base = Lexicon(self.glossary, self._named(feed, changed, mark))
        else:
            self._add(changed, {each.concept: each for each in self._named(feed, changed, mark)})
        self._hours.pass_to(mark.at)
        self._mark = mark
        self._states.clear()

    def _changed(self, feed: Feed, mark: Mark) -> list[str]:
        """The concepts that may have another wording than at the mark last followed; all of them without one."""
        found = changes(feed, self.glossary, self._mark, mark, self._hours.due(mark.at))
        return [each for batch in found for each in batch]

    def _is_much(self, changed: Sequence[str]) -> bool:
        newer = sum(len(each.concepts) for each in self._newer) + len(changed)
        return newer > max(_FEW, len(self._base) // 4)

    def _add(self, changed: Sequence[str], concepts: dict[str, Named]) -> None:
        self._base = self._base.without(changed)
        self._newer = [_without(each, changed) for each in self._newer]
        while self._newer and len(self._newer[-1].concepts) <= 2 * len(concepts):
            concepts = {**self._newer.pop().concepts, **concepts}
        self._newer.append(_Layer(concepts, Lexicon(self.glossary, concepts.values())))

    def _held(self, feed: Feed, mark: Mark, state: Moment) -> Lexicons:
        """The lexicons of now without what was otherwise then, and that as it was."""
        now = self._mark or mark
        earliest = Moment(min(state.seq, now.seq), min(state.at, now.at))
        latest = Mark(seq=now.seq, digest=now.digest, at=max(now.at, state.at))
        differing = feed.differing(self.glossary, earliest, latest, state)
        then = sorted(concept for concept, is_held in differing.items() if is_held)
        held = Lexicon(self.glossary, _in_force(_wordings(feed, self.glossary, then, now, state)))
        return *(each.without(differing) for each in self._lexicons), held

    def _named(self, feed: Feed, concepts: Sequence[str], mark: Mark) -> Iterator[Named]:
        everything = Moment(mark.seq, mark.at)
        for held in _wordings(feed, self.glossary, concepts, mark, everything):
            yield from _in_force([held])
            for each in held:
                self._hours.note(each.revision, mark.at)


def _without(layer: _Layer, changed: Sequence[str]) -> _Layer:
    if not layer.concepts.keys() & set(changed):
        return layer
    left = {concept: each for concept, each in layer.concepts.items() if concept not in set(changed)}
    return _Layer(left, layer.lexicon.without(changed))


def _wordings(
    feed: Feed, glossary: str, concepts: Sequence[str], mark: Mark, state: Moment
) -> Iterator[Sequence[Wording]]:
    """The wordings of each of some concepts that are known in a state, as they stand at its moment."""
    for batch in batches(concepts):
        for revisions in by_concept(feed.revisions(glossary, batch, mark)).values():
            yield wordings([each for each in revisions if each.seq <= state.seq], state.at)


def _in_force(held: Iterable[Sequence[Wording]]) -> Iterator[Named]:
    """The concepts that are in use, by their forms."""
    for every in held:
        for wording in every:
            if wording.standing == "current":
                yield named(wording.revision.concept, wording.revision.number)
