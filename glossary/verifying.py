"""Checking that a glossary's history is whole: from the stored bytes, never by serialising anything again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import msgspec

from glossary.model import Grade, RevisionKind, choices
from glossary.proof import GENESIS, SALT_BYTES, Part, Removed, chained, shown
from glossary.store import Ending, LogRow
from glossary.times import begin, end, instant, written

Progress = Callable[[int, int], None]
Redactions = Callable[[], frozenset[tuple[int, str]]]

_REVISIONS = frozenset(choices(RevisionKind))


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


class _Content(msgspec.Struct, frozen=True):
    """What a column repeats of a concept."""

    subjects: tuple[str, ...] = ()


class _Zone(msgspec.Struct, frozen=True):
    """Where dates begin from these settings on."""

    time_zone: str


@lru_cache(maxsize=1024)
def _written(recorded_at: int) -> str:
    """Many entries are recorded at one instant, and hold from one date."""
    return written(instant(recorded_at))


_begin = lru_cache(maxsize=1024)(begin)
_ENTRY, _CONTENT, _ZONE = msgspec.json.Decoder(_Entry), msgspec.json.Decoder(_Content), msgspec.json.Decoder(_Zone)


class _Chain:
    def __init__(self, glossary: str, redactions: Redactions) -> None:
        self.glossary, self._asked = glossary, redactions
        self.seq, self.digest, self.recorded_at = 0, GENESIS, ""
        self.settings: tuple[str, int] = ("", 0)
        self.removed: list[tuple[int, str]] = []
        self.grades: dict[tuple[str, int], str] = {}
        self._numbers: dict[str, int] = {}
        self._time_zone = "UTC"
        self._redactions: frozenset[tuple[int, str]] | None = None

    def fault(self, row: LogRow) -> str | None:
        """Why an entry cannot follow the ones before it, or None."""
        if row.seq != self.seq + 1:
            return "seq-not-dense"
        self.seq += 1
        try:
            entry = _ENTRY.decode(row.entry)
            return self._wrong(row, entry)
        except (msgspec.MsgspecError, ValueError, TypeError, OverflowError, AttributeError):
            return "entry-unreadable"

    def _wrong(self, row: LogRow, entry: _Entry) -> str | None:
        return (
            self._order(entry)
            or self._columns(row, entry)
            or self._parts(row, entry)
            or self._number(entry)
            or self._derived(row, entry)
            or self._digest(row)
        )

    def _order(self, entry: _Entry) -> str | None:
        if entry.recorded_at < self.recorded_at:
            return "time-runs-backwards"
        self.recorded_at = entry.recorded_at
        return None

    def _columns(self, row: LogRow, entry: _Entry) -> str | None:
        told = (self.glossary, row.seq, row.kind, row.concept, row.number, _written(row.recorded_at))
        said = (entry.glossary, entry.seq, entry.kind, entry.concept, entry.number, entry.recorded_at)
        return None if told == said else "columns-differ"

    def _parts(self, row: LogRow, entry: _Entry) -> str | None:
        if entry.parts.keys() != row.parts.keys():
            return "parts-differ"
        for name, digest in entry.parts.items():
            salt, body = row.parts[name]
            if salt is None or body is None:
                if not self._is_redacted(row.seq, name) or (salt, body) != (None, None):
                    return f"part-missing:{name}"
            elif len(salt) != SALT_BYTES or Part(salt, body).digest != digest:
                return f"part-altered:{name}"
        return None

    def _is_redacted(self, seq: int, name: str) -> bool:
        """Whether an entry says that a part was removed; asked only after it was found missing, as that came first."""
        if self._redactions is None or (seq, name) not in self._redactions:
            self._redactions = self._asked()
        self.removed.append((seq, name))
        return (seq, name) in self._redactions

    def _number(self, entry: _Entry) -> str | None:
        if entry.kind not in _REVISIONS or entry.concept is None:
            return None
        if entry.number != self._numbers.get(entry.concept, 0) + 1:
            return "number-not-dense"
        self._numbers[entry.concept] = entry.number
        return None

    def _derived(self, row: LogRow, entry: _Entry) -> str | None:
        body = row.parts.get("content", (None, None))[1]
        if entry.kind == "settings" and body is not None:
            self.settings, self._time_zone = (body, row.seq), _ZONE.decode(body).time_zone
        if entry.kind == "grading":
            self.grades[entry.concept or "", entry.number or 0] = entry.grade or ""
        if row.revision != (self._revision(row, entry, body) if entry.kind in _REVISIONS else None):
            return "revision-differs"
        if row.edition != (self._edition(row, entry, body) if entry.kind == "edition" else None):
            return "edition-differs"
        return None

    def _revision(self, row: LogRow, entry: _Entry, body: str | None) -> tuple[Any, ...]:
        status = "retired" if entry.kind == "retirement" else "current"
        valid_at = _begin(entry.valid_from or "", self._time_zone)
        subjects = _CONTENT.decode(body).subjects if body is not None else ()
        listed = "".join(f"|{subject}" for subject in subjects) + "|"
        times = (valid_at, valid_at > row.recorded_at, row.recorded_at)
        return (entry.concept, entry.number, entry.kind, status, *times, entry.author, listed)

    def _edition(self, row: LogRow, entry: _Entry, body: str | None) -> tuple[Any, ...]:
        return (body, row.seq - 1, end(entry.valid_from or "", self._time_zone))

    def _digest(self, row: LogRow) -> str | None:
        self.digest = chained(self.digest, row.entry)
        return None if self.digest == row.digest else "digest-differs"


def verify(
    glossary: str, rows: Iterator[LogRow], ending: Ending, redactions: Redactions, progress: Progress | None = None
) -> Verdict:
    """Check a whole log against its stored end; `redactions` tells the parts that entries say were removed."""
    chain = _Chain(glossary, redactions)
    for row in rows:
        reason = chain.fault(row)
        if reason:
            bad = min(row.seq, chain.seq + 1) if reason == "seq-not-dense" else row.seq
            return Verdict(glossary, bad - 1, shown(chain.digest), bad, reason)
        if progress:
            progress(row.seq, ending.seq)
    reason = _at_the_end(chain, ending)
    if reason:
        return Verdict(glossary, chain.seq, shown(chain.digest), chain.seq + 1, reason)
    named = tuple(f"{seq}:{name}" for seq, name in sorted(chain.removed))
    return Verdict(glossary, chain.seq, shown(chain.digest), redacted=named)


def _at_the_end(chain: _Chain, ending: Ending) -> str | None:
    if (chain.seq, chain.digest) != (ending.seq, ending.digest) or ending.last != ending.seq:
        return "head-differs"
    if chain.settings != (ending.settings, ending.settings_seq):
        return "settings-differ"
    return None if chain.grades == ending.grades else "grades-differ"
