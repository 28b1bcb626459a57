"""Checking that a glossary's history is whole: from the stored bytes, never by serialising anything again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

import msgspec

from glossary.errors import StorageFailed
from glossary.model import Grade, RevisionKind, Sync, canonical, choices
from glossary.proof import GENESIS, SALT_BYTES, Part, Removed, chained, shown
from glossary.store import Ending, Later, LogRow
from glossary.times import begin, end, instant, written

Progress = Callable[[int, int], None]
Fault = tuple[int, str]
"""The number of an entry that is not as it was recorded, and why."""

_REVISIONS = frozenset(choices(RevisionKind))
_IN_SYNC = Sync(state="in_sync")
_BLANK_SYNC = "{}"


class Verdict(msgspec.Struct, frozen=True):
    """What the check found: how far the chain holds, and the first bad entry with the reason."""

    glossary: str
    entries: int
    digest: str
    bad_seq: int | None = None
    reason: str | None = None
    redacted: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing was found wrong."""
        return self.bad_seq is None


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an entry says, in exactly these words."""

    glossary: str
    kind: str
    concept: str | None
    number: int | None
    seq: int
    recorded_at: str
    valid_from: str | None
    author: str
    parts: dict[str, str]
    redacts: tuple[Removed, ...] = ()
    grade: Grade | None = None
    sync: dict[str, Sync] = {}


class _Relation(msgspec.Struct, frozen=True):
    type: str
    target: str


class _Content(msgspec.Struct, frozen=True):
    """What columns repeat of a concept."""

    languages: dict[str, msgspec.Raw]
    subjects: tuple[str, ...] = ()
    relations: tuple[_Relation, ...] = ()


class _Settings(msgspec.Struct, frozen=True):
    """Where dates begin from these settings on, and in which languages there are lists."""

    time_zone: str
    languages: tuple[str, ...]


class _Edition(msgspec.Struct, frozen=True):
    id: str


@lru_cache(maxsize=1024)
def _written(recorded_at: int) -> str:
    """Many entries are recorded at one instant, and hold from one date."""
    return written(instant(recorded_at))


@lru_cache(maxsize=1024)
def _all_in_sync(languages: tuple[str, ...]) -> str:
    return canonical(dict.fromkeys(languages, _IN_SYNC)).decode()


_begin = lru_cache(maxsize=1024)(begin)
_ENTRY, _CONTENT, _SETTINGS, _EDITION = map(msgspec.json.Decoder, (_Entry, _Content, _Settings, _Edition))


class Chain:
    """A log as far as it has been checked.

    A part that is missing is judged when all entries have been seen, since a later one must say that it was redacted.
    """

    def __init__(self, glossary: str, ending: Ending) -> None:
        self.glossary, self.ending = glossary, ending
        self.seq, self.digest, self.moment = 0, GENESIS, ending.recorded_at
        self.settings: tuple[str, int] = ("", 0)
        self.spoken: tuple[str, ...] = ()
        self.languages: set[str] = set()
        self.missing: set[tuple[int, str]] = set()
        self._named: set[tuple[int, str]] = set()
        self._given: dict[tuple[str, int], str] = {}
        self._shown: dict[tuple[str, int], str] = {}
        self._seqs: dict[str, list[int]] = {}
        self._recorded_at, self._time_zone = "", "UTC"

    def fault(self, row: LogRow) -> Fault | None:
        """Why an entry cannot follow the ones before it, or None."""
        self.seq += 1
        if row.seq != self.seq:
            return self.seq, "seq-not-dense"
        try:
            reason = self._wrong(row, _ENTRY.decode(row.entry))
        except (msgspec.MsgspecError, ValueError, TypeError, OverflowError, AttributeError):
            reason = "entry-unreadable"
        return (self.seq, reason) if reason else None

    def cut(self) -> Fault | None:
        """Where the log ends otherwise than its glossary says, or None."""
        said = self.ending
        if (said.seq, said.last) != (self.seq, self.seq):
            return (min(said.seq, self.seq) if isinstance(said.seq, int) else self.seq) + 1, "head-differs"
        return (self.seq, "head-differs") if (said.digest, said.recorded_at) != (self.digest, self.moment) else None

    def at_the_end(self, later: Later) -> Iterator[Fault]:
        """What is wrong though every entry follows the ones before it, given what later ones say of them."""
        if self.settings != (self.ending.settings, self.ending.settings_seq):
            yield self.settings[1] or 1, "settings-differ"
        named = self._named | later.redacted
        yield from ((place[0], f"part-missing:{place[1]}") for place in self.missing - named)
        yield from ((place[0], f"part-kept:{place[1]}") for place in self._named - self.missing)
        for concept, number in dict(self._given.items() ^ self._shown.items()).keys() - later.graded:
            known = self._seqs.get(concept, [])
            yield known[number - 1] if 0 < number <= len(known) else self.seq, "grades-differ"

    def _wrong(self, row: LogRow, entry: _Entry) -> str | None:
        return (
            self._columns(row, entry)
            or self._order(row, entry)
            or self._parts(row, entry)
            or self._number(entry)
            or self._derived(row, entry)
            or self._digest(row)
        )

    def _order(self, row: LogRow, entry: _Entry) -> str | None:
        if entry.recorded_at < self._recorded_at:
            return "time-runs-backwards"
        self._recorded_at, self.moment = entry.recorded_at, row.recorded_at
        return None

    def _columns(self, row: LogRow, entry: _Entry) -> str | None:
        told = (self.glossary, row.seq, row.kind, row.concept, row.number, _written(row.recorded_at))
        said = (entry.glossary, entry.seq, entry.kind, entry.concept, entry.number, entry.recorded_at)
        return None if told == said else "columns-differ"

    def _parts(self, row: LogRow, entry: _Entry) -> str | None:
        if entry.parts.keys() != row.parts.keys():
            return "parts-differ"
        self._named.update((each.seq, each.part) for each in entry.redacts)
        for name, digest in entry.parts.items():
            salt, body = row.parts[name]
            if salt is None and body is None:
                self.missing.add((row.seq, name))
            elif salt is None or body is None or len(salt) != SALT_BYTES or Part(salt, body).digest != digest:
                return f"part-altered:{name}"
        return None

    def _number(self, entry: _Entry) -> str | None:
        if entry.kind not in _REVISIONS or entry.concept is None:
            return None
        known = self._seqs.setdefault(entry.concept, [])
        if entry.number != len(known) + 1:
            return "number-not-dense"
        known.append(entry.seq)
        return None

    def _derived(self, row: LogRow, entry: _Entry) -> str | None:
        body = row.parts.get("content", (None, None))[1]
        if entry.kind == "settings" and body is not None:
            self._set(body, row.seq)
        if entry.kind == "grading":
            self._given[entry.concept or "", entry.number or 0] = entry.grade or ""
        if list(row.editions) != ([self._edition(row, entry, body)] if entry.kind == "edition" else []):
            return "edition-differs"
        if entry.kind in _REVISIONS:
            return self._revision_differs(row, entry, body)
        return "revision-differs" if (row.revision, [*row.lags, *row.pointers]) != (None, []) else None

    def _set(self, body: str, seq: int) -> None:
        said = _SETTINGS.decode(body)
        self.settings, self._time_zone, self.spoken = (body, seq), said.time_zone, said.languages
        self.languages.update(said.languages)

    def _revision_differs(self, row: LogRow, entry: _Entry, body: str | None) -> str | None:
        content = _CONTENT.decode(body) if body is not None else _Content({})
        if row.revision is None or row.revision[:-1] != self._revision(row, entry, content):
            return "revision-differs"
        if row.revision[-1] is not None:
            self._shown[entry.concept or "", entry.number or 0] = row.revision[-1]
        if set(row.pointers) != {(row.seq, each.type, each.target, entry.concept) for each in content.relations}:
            return "pointers-differ"
        lags = {} if body is None else entry.sync
        return "sort-keys-differ" if set(row.lags) != {(row.seq, tag, lags[tag].state) for tag in lags} else None

    def _revision(self, row: LogRow, entry: _Entry, content: _Content) -> tuple[Any, ...]:
        status = "retired" if entry.kind == "retirement" else "current"
        valid_at = _begin(entry.valid_from or "", self._time_zone)
        listed = "".join(f"|{subject}" for subject in content.subjects) + "|"
        times = (valid_at, valid_at > row.recorded_at, row.recorded_at)
        told = (entry.concept, entry.number, entry.kind, status, *times, entry.author)
        return (*told, listed, _sync(entry, content))

    def _edition(self, row: LogRow, entry: _Entry, body: str | None) -> tuple[Any, ...]:
        known = _EDITION.decode(body or "").id
        return (row.seq, known, "published", body, row.seq - 1, end(entry.valid_from or "", self._time_zone), None)

    def _digest(self, row: LogRow) -> str | None:
        self.digest = chained(self.digest, row.entry)
        return None if self.digest == row.digest else "digest-differs"


def _sync(entry: _Entry, content: _Content) -> str:
    if not content.languages:
        return _BLANK_SYNC
    if not entry.sync:
        return _all_in_sync(tuple(content.languages))
    return canonical({tag: entry.sync.get(tag, _IN_SYNC) for tag in content.languages}).decode()


def verify(
    chain: Chain,
    rows: Iterable[LogRow],
    later: Callable[[int], Later],
    unaccounted: Callable[[Chain], Fault | None],
    progress: Progress | None = None,
) -> Verdict:
    """Check a whole log; then what is missing from it, what its glossary says of it, and what is kept beside it.

    `later` tells what the entries after one, recorded meanwhile, say of those before it.
    """
    found = _followed(chain, rows, progress) or chain.cut()
    if found is None:
        found = min(chain.at_the_end(later(chain.seq)), default=None) or unaccounted(chain)
    if found:
        return Verdict(chain.glossary, found[0] - 1, shown(chain.digest), *found)
    named = tuple(f"{seq}:{name}" for seq, name in sorted(chain.missing))
    return Verdict(chain.glossary, chain.seq, shown(chain.digest), redacted=named)


def _followed(chain: Chain, rows: Iterable[LogRow], progress: Progress | None) -> Fault | None:
    """Go through the entries, up to the first that cannot follow the ones before it or cannot be read."""
    try:
        for row in rows:
            if found := chain.fault(row):
                return found
            if progress:
                progress(chain.seq, chain.ending.last)
    except StorageFailed:
        return chain.seq + 1, "entry-unreadable"
    return None
