"""Which state of a glossary a question is about: now, a date, what was known then, or an edition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

import msgspec

from glossary.errors import EditionNotFound, InvalidQuery
from glossary.faults import Fault
from glossary.model import Revision
from glossary.search import Feed, Moment, Then
from glossary.store import EVERYTHING, Database, Reader, State, glossary_ids
from glossary.times import begin, end, micros

_PLUS_LOST = re.compile(r"[Tt]\d\d:\d\d:\d\d(\.\d+)? \d\d:\d\d$", re.ASCII)


class Asked(msgspec.Struct, frozen=True):
    """The moment a question names: none (now), `as_of` and `known_at` (dates or instants), or an edition."""

    as_of: str | None = None
    known_at: str | None = None
    edition: str | None = None

    @property
    def is_now(self) -> bool:
        """Whether nothing but the present is asked about."""
        return self == NOW


NOW = Asked()


class Standing(msgspec.Struct, frozen=True):
    """A revision in force, and the number of the newest one."""

    revision: Revision
    head: int


def state_of(reader: Reader, asked: Asked, now: datetime) -> State:
    """The state that a question means. Raises `EditionNotFound` and `InvalidQuery`."""
    if asked.edition is not None:
        state = reader.edition_state(asked.edition)
        if state is None:
            raise EditionNotFound(reader.glossary, asked.edition)
        return state
    zone = reader.settings().time_zone if asked != NOW else ""
    at = reader.now(micros(now)) if asked.as_of is None else _moment("as_of", asked.as_of, zone, last=True)
    if asked.known_at is None:
        return State(EVERYTHING, at)
    return State(reader.seq_known_at(_moment("known_at", asked.known_at, zone, last=True)), at)


def instant_of(name: str, text: str, time_zone: str) -> int:
    """When a date or instant in a query begins (microseconds). Raises `InvalidQuery`."""
    return _moment(name, text, time_zone, last=False)


def _moment(name: str, text: str, time_zone: str, *, last: bool) -> int:
    try:
        return end(text, time_zone) if last else begin(text, time_zone)
    except (ValueError, OverflowError) as error:
        code = "plus-lost" if _PLUS_LOST.search(text) else "bad-date"
        raise InvalidQuery([Fault(f"/{name}", code)]) from error


def then_of(
    database: Database, feed: Feed, asked: Asked, glossaries: Sequence[str] | None, now: datetime
) -> Then | None:
    """The states of some glossaries, or of all, that a question means; None for the present.

    An edition needs the one glossary of which it is. Raises `EditionNotFound` and `InvalidQuery`.
    """
    if asked.is_now:
        return None
    if asked.edition is not None and (glossaries is None or len(glossaries) != 1):
        raise InvalidQuery([Fault("/edition", "edition-of-one")])
    with database.reading() as connection:
        readers = [Reader(connection, each) for each in glossaries or glossary_ids(connection)]
        states = {each.glossary: Moment(*state_of(each, asked, now)) for each in readers}
    return Then(feed, states)
