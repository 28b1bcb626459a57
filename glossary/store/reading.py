"""What can be read: revisions at any state, lists in any order, settings, editions and the log itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, func, select

from glossary import tables as t
from glossary.errors import GlossaryNotFound
from glossary.model import ConceptStatus, Head, Redaction, Revision, RevisionKind, Settings
from glossary.proof import shown
from glossary.store.followed import LogReader
from glossary.store.lists import Place, Wanted, in_order, lagging, listed, ordered, unchanged
from glossary.store.rows import (
    ALL_REVISIONS,
    BEGUN,
    CHANGED,
    CORRECTED,
    CORRECTED_OF,
    COUNT,
    DIFFERING,
    DUE,
    FIRST,
    GLOSSARY,
    HEADS,
    HOLDING,
    KNOWN,
    LAST_BEGUN,
    NEWEST,
    NEWEST_NUMBERS,
    NEWEST_OF,
    NEXT_BEGIN,
    NUMBERED,
    RECORDED,
    REDACTIONS,
    ROWS,
    SEQS_OF,
    STEPS,
    Removed,
    is_blank,
    removed,
    revision_of,
)
from glossary.store.state import EVERYTHING, State
from glossary.times import FAR_FUTURE, instant

_BATCH = 500
_MOST_MOVED = 2000


class Reader(LogReader):
    """One consistent view of one glossary."""

    def __init__(self, connection: Connection, glossary: str) -> None:
        self._connection = connection
        self.glossary = glossary
        self._kept_row: Row[Any] | None = None

    @property
    def connection(self) -> Connection:
        """The transaction in which this is read: for what else is kept with a glossary."""
        return self._connection

    def head(self) -> Head:
        """The end of the log. Raises `GlossaryNotFound`."""
        row = self._glossary_row()
        recorded = instant(row.head_recorded_at) if row.head_seq else None
        return Head(seq=row.head_seq, digest=shown(row.head_digest), recorded_at=recorded)

    def now(self, clock: int) -> int:
        """The present (microseconds): what the clock says, but never before the newest entry of the log."""
        return max(clock, int(self._glossary_row().head_recorded_at))

    def settings(self) -> Settings:
        """What the glossary says of itself. Raises `GlossaryNotFound`."""
        return msgspec.json.decode(self._glossary_row().settings, type=Settings)

    def count(self) -> int:
        """How many concepts are in force and not retired."""
        return int(self._connection.execute(COUNT, {"in_glossary": self.glossary}).scalar_one())

    def newest(self, concept: str) -> Revision | None:
        """The revision with the greatest number, whether or not it is in force yet."""
        return self._one(NEWEST, concept)

    def first(self, concept: str, until: int) -> Revision | None:
        """Of the revisions up to an entry of the log, the one whose wording holds first."""
        return self._one(FIRST, concept, until=until)

    def holding(self, concept: str, state: State) -> Revision | None:
        """The revision in force at a state: the greatest (valid_from, number) known and begun by then."""
        return self._one(HOLDING, concept, at=state.at, until=state.seq)

    def revision(self, concept: str, number: int) -> Revision | None:
        """One revision, as it was recorded for ever."""
        return self._one(NUMBERED, concept, wanted=number)

    def revisions(self, concept: str, before: int | None, limit: int) -> list[Revision]:
        """The history of a concept, newest first, below number `before` where that is given."""
        r = t.revisions.c
        page = ROWS.where(*self._is(concept)).order_by(r.number.desc()).limit(limit)
        page = page if before is None else page.where(r.number < before)
        return self._revisions(self._connection.execute(page).all())

    def begins(self, concept: str) -> list[tuple[int, int]]:
        """The number of every revision of a concept, and since when it holds (microseconds)."""
        r = t.revisions.c
        rows = self._connection.execute(select(r.number, r.valid_at).where(*self._is(concept)).order_by(r.number))
        return [(row.number, row.valid_at) for row in rows]

    def all_revisions(self, concepts: Sequence[str]) -> list[Revision]:
        """Every revision of some concepts, by concept and number."""
        return self._many(ALL_REVISIONS, named=concepts)

    def newest_of(self, concepts: Sequence[str]) -> dict[str, Revision]:
        """The revision with the greatest number of each of some concepts, where there is one, by concept."""
        return {revision.concept.id: revision for revision in self._many(NEWEST_OF, named=concepts)}

    def newest_numbers(self, concepts: Sequence[str]) -> dict[str, tuple[int, ConceptStatus]]:
        """The greatest number of each of some concepts, where there is one, and whether it is a retirement."""
        named = {"in_glossary": self.glossary, "named": concepts}
        rows = self._connection.execute(NEWEST_NUMBERS, named)
        return {row.concept: (row.number, row.status) for row in rows}

    def revisions_after(self, seq: int, limit: int) -> list[Revision]:
        """The revisions recorded after an entry, in the order of the log."""
        r = t.revisions.c
        query = ROWS.where(r.glossary == self.glossary, r.seq > seq).order_by(r.seq).limit(limit)
        return self._revisions(self._connection.execute(query).all())

    def redactions_of(self, concepts: Sequence[str]) -> dict[int, Redaction]:
        """The redactions of some concepts, by their own entries of the log."""
        return {each.seq: each for each in self._removed(concepts).values()}

    def corrected_by(self, revision: Revision) -> int | None:
        """The number of the newest correction with the date of a revision, which came before it."""
        r = t.revisions.c
        later = (r.valid_at == revision.valid_at, r.number > revision.number, r.kind == "correction")
        newest = select(func.max(r.number)).where(*self._is(revision.concept.id), *later)
        return self._connection.execute(newest).scalar()

    def known(self, concepts: Sequence[str]) -> set[str]:
        """Those of some ids that the glossary has ever had."""
        batches = (concepts[start : start + _BATCH] for start in range(0, len(concepts), _BATCH))
        named = ({"in_glossary": self.glossary, "named": batch} for batch in batches)
        return {concept for each in named for concept in self._connection.execute(KNOWN, each).scalars()}

    def recorded(self, seqs: Sequence[int]) -> list[Revision]:
        """The revisions recorded under some numbers of the log, in the order asked."""
        found = {revision.seq: revision for revision in self._many(RECORDED, named=seqs)}
        return [found[seq] for seq in seqs]

    def among(self, seqs: Sequence[int]) -> list[Revision]:
        """The revisions that some numbers of the log have, where they are revisions, in their order."""
        batches = (seqs[start : start + _BATCH] for start in range(0, len(seqs), _BATCH))
        return [found for batch in batches for found in sorted(self._many(RECORDED, named=batch), key=lambda r: r.seq)]

    def numbered(self, numbers: Sequence[tuple[str, int]]) -> list[Revision]:
        """Some revisions by concept and number, in no order."""
        wanted = set(numbers)
        named, counts = sorted({concept for concept, _ in wanted}), sorted({number for _, number in wanted})
        rows = self._connection.execute(SEQS_OF, {"in_glossary": self.glossary, "named": named, "numbers": counts})
        return self._many(RECORDED, named=[row.seq for row in rows if (row.concept, row.number) in wanted])

    def page(self, state: State, wanted: Wanted, after: Place | None, limit: int, listed_now: bool) -> list[Place]:
        """The next places of a list. `listed_now` says that the rows kept for today's lists show that state."""
        wanted = self._narrowed(wanted)
        if not listed_now and (moved := self._moved(state)) is not None:
            return self._merged(state, wanted, after, limit, moved)
        wanted = self._lagging(wanted) if listed_now else wanted
        return self._places(listed(self.glossary, state, wanted, listed_now), wanted, after, limit)

    def _narrowed(self, wanted: Wanted) -> Wanted:
        """What is wanted, with the ids of those that changed since a moment where they are few."""
        if wanted.updated_since is None or wanted.ids is not None:
            return wanted
        since = self.seq_known_at(wanted.updated_since - 1)
        entered = [concept for _, concept in self.changed(since, EVERYTHING, _MOST_MOVED)]
        return wanted if len(entered) == _MOST_MOVED else msgspec.structs.replace(wanted, ids=tuple(entered))

    def _lagging(self, wanted: Wanted) -> Wanted:
        """What is wanted of today's lists, with the ids of those that are behind or unreviewed where they are few."""
        if wanted.sync in (None, "in_sync") or wanted.ids is not None or wanted.is_kept_in_order:
            return wanted
        query = lagging(self.glossary, wanted.sync, wanted.sync_of).limit(_MOST_MOVED)
        few = list(self._connection.execute(query).scalars())
        return wanted if len(few) == _MOST_MOVED else msgspec.structs.replace(wanted, ids=tuple({*few}))

    def _places(self, query: Select[Any], wanted: Wanted, after: Place | None, limit: int) -> list[Place]:
        rows = self._connection.execute(ordered(query, wanted, after).limit(limit))
        return [Place(row.key, row.concept, row.seq, row.number) for row in rows]

    def _merged(
        self, state: State, wanted: Wanted, after: Place | None, limit: int, moved: Sequence[str]
    ) -> list[Place]:
        """A page of a state that differs from today's lists by a few concepts only."""
        elsewhere = t.heads.c.concept.not_in(moved)
        still = listed(self.glossary, state, self._lagging(wanted), True).where(unchanged(state), elsewhere)
        back = listed(self.glossary, state, wanted, False).where(t.heads.c.concept.in_(moved))
        found = [*self._places(still, wanted, after, limit), *self._places(back, wanted, after, limit)]
        return sorted(found, key=in_order(wanted))[:limit]

    def _moved(self, state: State) -> list[str] | None:
        """The few concepts that today's lists may show otherwise than at a state; None where they may be many."""
        if self.seq_known_at(state.at) < state.seq:
            return None
        begun = State(state.seq, state.at), State(EVERYTHING, FAR_FUTURE)
        entered = [concept for _, concept in self.changed(state.seq, EVERYTHING, _MOST_MOVED)]
        moved = {*entered, *self.begun(*begun), *self.due(state.at)}
        return sorted(moved) if len(moved) < _MOST_MOVED else None

    def changed(self, after: int, until: int, limit: int) -> list[tuple[int, str]]:
        """Some concepts with entries after one `seq` and not after another, each once, with its last entry there.

        In the order of those entries, so that the last of an answer says after which to ask on.
        """
        named = {"in_glossary": self.glossary, "after": after, "until": until, "most": limit}
        return [(row.seq, row.concept) for row in self._connection.execute(CHANGED, named)]

    def steps(self, since: State, until: State) -> list[tuple[str, int, RevisionKind, dict[str, str] | None]]:
        """What was recorded or began between two states: concept, number, kind and change note."""
        named = {"after": since.seq, "since": since.at, "until": until.seq, "at": until.at}
        rows = self._connection.execute(STEPS, {"in_glossary": self.glossary, **named})
        return [(row.concept, row.number, row.kind, msgspec.json.decode(row.note or "null")) for row in rows]

    def corrected(self, after: int, concept: str | None = None) -> list[str]:
        """The concepts of which something was corrected after an entry: all of them, or one if it is among them."""
        named: dict[str, Any] = {"in_glossary": self.glossary, "after": after}
        if concept is None:
            return list(self._connection.execute(CORRECTED, named).scalars())
        return list(self._connection.execute(CORRECTED_OF, {**named, "of_concept": concept}).scalars())

    def begun(self, since: State, until: State) -> list[str]:
        """The concepts with a scheduled wording that began between two states, and with no entry between them."""
        named = {"in_glossary": self.glossary, "since": since.at, "at": until.at}
        rows = self._connection.execute(BEGUN, {**named, "after": since.seq, "until": until.seq})
        return list(rows.scalars())

    def differing(self, since: State, until: int, held: State) -> dict[str, bool]:
        """The concepts that changed after a state or began by another moment, and whether each stood in a third."""
        named = {"in_glossary": self.glossary, "after": since.seq, "since": since.at, "at": until}
        rows = self._connection.execute(DIFFERING, {**named, "held_seq": held.seq, "held_at": held.at})
        return {row.concept: bool(row.is_held) for row in rows}

    def due(self, at: int) -> list[str]:
        """The concepts whose row in the lists is not right: a scheduled wording has begun since, or not yet after all.

        The latter where the row was written by a clock that was ahead and has been set back.
        """
        return list(self._connection.execute(DUE, {"in_glossary": self.glossary, "at": at}).scalars())

    def settled_at(self, now: int) -> int:
        """The earliest instant from which on everything stands as it does `now` (microseconds)."""
        named = {"in_glossary": self.glossary, "at": now}
        begun = self._connection.execute(LAST_BEGUN, named).scalar() or 0
        return max(int(self._glossary_row().head_recorded_at), begun)

    def _glossary_row(self) -> Row[Any]:
        if self._kept_row is None:
            self._kept_row = self._connection.execute(GLOSSARY, {"in_glossary": self.glossary}).one_or_none()
        if self._kept_row is None:
            raise GlossaryNotFound(self.glossary)
        return self._kept_row

    def _is(self, concept: str) -> tuple[Any, Any]:
        return t.revisions.c.glossary == self.glossary, t.revisions.c.concept == concept

    def _many(self, query: Select[Any], **facts: Any) -> list[Revision]:
        return self._revisions(self._connection.execute(query, {"in_glossary": self.glossary, **facts}).all())

    def _one(self, query: Select[Any], concept: str, **facts: int) -> Revision | None:
        named = {"in_glossary": self.glossary, "of_concept": concept, **facts}
        return next(iter(self._revisions(self._connection.execute(query, named).all())), None)

    def _revisions(self, rows: Sequence[Row[Any]]) -> list[Revision]:
        blank = sorted({row.concept for row in rows if is_blank(row)})
        gone = self._removed(blank) if blank else {}
        return [revision_of(row, gone) for row in rows]

    def _removed(self, concepts: Sequence[str]) -> Removed:
        return removed(self._connection.execute(REDACTIONS, {"in_glossary": self.glossary, "named": concepts}).all())


def glossary_ids(connection: Connection) -> Iterator[str]:
    """The ids of all glossaries, in order."""
    yield from connection.execute(select(t.glossaries.c.id).order_by(t.glossaries.c.id)).scalars()


def next_begin(connection: Connection, after: int) -> int:
    """When the next scheduled wording of any glossary begins (microseconds), or far in the future."""
    return connection.execute(NEXT_BEGIN, {"at": after}).scalar() or FAR_FUTURE


def heads(connection: Connection) -> dict[str, tuple[int, str, int]]:
    """The end of every glossary's log: `seq`, digest and instant (microseconds)."""
    rows = connection.execute(HEADS)
    return {row.id: (row.head_seq, shown(row.head_digest), row.head_recorded_at) for row in rows}
