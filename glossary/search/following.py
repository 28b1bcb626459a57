"""The entries of every glossary in memory, kept up to the heads of their logs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from itertools import groupby
from threading import RLock

from glossary.model import Revision
from glossary.search.entries import Entry, Form, Table, entry
from glossary.search.keytable import KeyTable
from glossary.search.values import Feed, Mark
from glossary.search.wordings import wordings

_BATCH = 500


class Shelf:
    """Entries, and the tables that lead to them. Whoever reads or writes holds `lock`."""

    def __init__(self) -> None:
        self.lock = RLock()
        self.tables: dict[Table, KeyTable[Form]] = {
            "text": KeyTable(),
            "short": KeyTable(),
            "okurigana": KeyTable(),
            "reading": KeyTable(),
            "romaji": KeyTable(),
        }
        self._entries: dict[str, dict[str, Entry]] = {}
        self._languages: dict[str, None] = {}

    def entry(self, glossary: str, concept: str) -> Entry | None:
        """What is known of a concept that has come into force."""
        return self._entries.get(glossary, {}).get(concept)

    def entries(self, glossary: str) -> Iterable[Entry]:
        """All that is known of a glossary."""
        return self._entries.get(glossary, {}).values()

    def glossaries(self) -> frozenset[str]:
        """The glossaries of which something is known."""
        return frozenset(self._entries)

    def languages(self) -> tuple[str, ...]:
        """The languages in which anything has been seen."""
        return tuple(self._languages)

    def put(self, new: Entry) -> None:
        """Keep an entry in the place of what was known of the concept."""
        self.drop(new.glossary, new.concept)
        self._entries.setdefault(new.glossary, {})[new.concept] = new
        self._languages.update(dict.fromkeys(new.languages))
        for posting in new.postings:
            self.tables[posting.table].add(posting.key, posting.form)

    def drop(self, glossary: str, concept: str) -> None:
        """Forget a concept."""
        old = self._entries.get(glossary, {}).pop(concept, None)
        for posting in old.postings if old else ():
            self.tables[posting.table].remove(posting.key, posting.form)

    def drop_all(self, glossary: str) -> None:
        """Forget a glossary."""
        for concept in list(self._entries.get(glossary, {})):
            self.drop(glossary, concept)
        self._entries.pop(glossary, None)


class Follower:
    """Reads the logs and keeps a shelf up to them, scheduled wordings included."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._marks: dict[str, Mark] = {}
        self._ahead: dict[str, list[tuple[int, str]]] = {}
        self._begun: dict[str, int] = {}

    def follow(self, feed: Feed, marks: dict[str, Mark]) -> None:
        """Bring the shelf up to these marks, or to newer ones where another thread was faster."""
        with self._shelf.lock:
            if self._is_ahead_of(marks):
                marks = feed.marks()
            for glossary in self._marks.keys() - marks.keys():
                self._forget(glossary)
            for glossary, mark in marks.items():
                self._follow(feed, glossary, mark)

    def begun(self, glossary: str) -> int:
        """When the newest wording in force began: an index made earlier than that has to look again."""
        return self._begun.get(glossary, 0)

    def begun_since(self, glossary: str, at: int) -> list[str]:
        """The concepts whose wording in force began later than that, by the clock of whoever recorded it."""
        with self._shelf.lock:
            return [each.concept for each in self._shelf.entries(glossary) if each.began > at]

    def _is_ahead_of(self, marks: dict[str, Mark]) -> bool:
        return any(name not in marks or mark.seq > marks[name].seq for name, mark in self._marks.items())

    def _follow(self, feed: Feed, glossary: str, mark: Mark) -> None:
        since = self._marks.get(glossary)
        if since is not None and not continues(feed, glossary, since, mark):
            self._forget(glossary)
            since = None
        if since is None or since.seq != mark.seq or self._is_due(glossary, mark.at):
            self._read(feed, glossary, since, mark)

    def _read(self, feed: Feed, glossary: str, since: Mark | None, mark: Mark) -> None:
        due = [concept for at, concept in self._ahead.get(glossary, ()) if at <= mark.at]
        for batch in changes(feed, glossary, since, mark, due):
            self._take(glossary, batch, feed.revisions(glossary, batch, mark), mark.at)
        self._pass_by(glossary, mark.at)
        self._marks[glossary] = mark

    def _take(self, glossary: str, concepts: Sequence[str], revisions: Sequence[Revision], at: int) -> None:
        known = by_concept(revisions)
        for concept in concepts:
            self._shelf.drop(glossary, concept)
            found = entry(wordings(known.get(concept, ()), at))
            if found is not None:
                self._shelf.put(found)
        for revision in revisions:
            heappush(self._ahead.setdefault(glossary, []), (revision.valid_at, revision.concept.id))

    def _pass_by(self, glossary: str, at: int) -> None:
        ahead = self._ahead.setdefault(glossary, [])
        while ahead and ahead[0][0] <= at:
            self._begun[glossary] = max(self.begun(glossary), heappop(ahead)[0])

    def _is_due(self, glossary: str, at: int) -> bool:
        ahead = self._ahead.get(glossary, [])
        return bool(ahead) and ahead[0][0] <= at

    def _forget(self, glossary: str) -> None:
        self._shelf.drop_all(glossary)
        for kept in (self._marks, self._ahead, self._begun):
            kept.pop(glossary, None)


def continues(feed: Feed, glossary: str, since: Mark, mark: Mark) -> bool:
    """Whether the log that now ends at `mark` is the one that once ended at `since`, and not shorter."""
    if since.seq >= mark.seq:
        return since.seq == mark.seq and since.digest == mark.digest
    return since.seq == 0 or feed.digest_at(glossary, since.seq) == since.digest


def by_concept(revisions: Sequence[Revision]) -> dict[str, list[Revision]]:
    """Revisions, which come sorted by concept, by the id of their concept."""

    def concept(revision: Revision) -> str:
        return revision.concept.id

    return {name: list(group) for name, group in groupby(revisions, concept)}


def changes(feed: Feed, glossary: str, since: Mark | None, mark: Mark, due: Iterable[str] = ()) -> list[list[str]]:
    """The changed concepts in batches, each once, with those whose wordings are due.

    Read to the end before any is used, so that no read cursor stays open. Who recorded a wording may have had a clock
    ahead of ours: then it is due later here, though nobody has scheduled it.
    """
    told = (concept for batch in feed.changed(glossary, since, mark) for concept in batch)
    found = list(dict.fromkeys((*told, *due)))
    return [found[start : start + _BATCH] for start in range(0, len(found), _BATCH)]
