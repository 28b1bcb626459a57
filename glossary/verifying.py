"""Checking that a glossary's history is whole: from the stored bytes, never by serialising anything again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from glossary.proof import GENESIS, Part, chained, shown
from glossary.store import LogRow
from glossary.times import instant, written

Progress = Callable[[int, int], None]


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


class _Chain:
    def __init__(self, glossary: str, redactions: frozenset[tuple[int, str]]) -> None:
        self.glossary, self.redactions = glossary, redactions
        self.seq, self.digest, self.recorded_at = 0, GENESIS, ""
        self.numbers: dict[str, int] = {}

    def fault(self, row: LogRow) -> str | None:
        """Why an entry cannot follow the ones before it, or None."""
        try:
            entry = msgspec.json.decode(row.entry)
        except msgspec.DecodeError:
            return "entry-unreadable"
        return (
            self._order(row, entry)
            or self._columns(row, entry)
            or self._parts(row, entry)
            or self._number(entry)
            or self._digest(row)
        )

    def _order(self, row: LogRow, entry: Mapping[str, Any]) -> str | None:
        if row.seq != self.seq + 1:
            return "seq-not-dense"
        if entry["recorded_at"] < self.recorded_at:
            return "time-runs-backwards"
        self.seq, self.recorded_at = row.seq, entry["recorded_at"]
        return None

    def _columns(self, row: LogRow, entry: Mapping[str, Any]) -> str | None:
        recorded_at = written(instant(row.recorded_at))
        author = row.author or entry["author"]
        told = (self.glossary, row.seq, row.kind, row.concept, row.number, recorded_at, author)
        names = ("glossary", "seq", "kind", "concept", "number", "recorded_at", "author")
        return None if told == tuple(entry[name] for name in names) else "columns-differ"

    def _parts(self, row: LogRow, entry: Mapping[str, Any]) -> str | None:
        if set(entry["parts"]) != set(row.parts):
            return "parts-differ"
        for name, digest in entry["parts"].items():
            salt, body = row.parts[name]
            if salt is None or body is None:
                if (row.seq, name) not in self.redactions:
                    return f"part-missing:{name}"
            elif Part(salt, body).digest != digest:
                return f"part-altered:{name}"
        return None

    def _number(self, entry: Mapping[str, Any]) -> str | None:
        concept, number = entry["concept"], entry["number"]
        if concept is None:
            return None
        if number != self.numbers.get(concept, 0) + 1:
            return "number-not-dense"
        self.numbers[concept] = number
        return None

    def _digest(self, row: LogRow) -> str | None:
        self.digest = chained(self.digest, row.entry)
        return None if self.digest == row.digest else "digest-differs"


def verify(
    glossary: str,
    rows: Iterator[LogRow],
    head: tuple[int, bytes],
    redactions: frozenset[tuple[int, str]],
    progress: Progress | None = None,
) -> Verdict:
    """Check a whole log against its stored head; `redactions` are the parts that entries say were removed."""
    chain = _Chain(glossary, redactions)
    for row in rows:
        reason = chain.fault(row)
        if reason:
            return Verdict(glossary, chain.seq, shown(chain.digest), row.seq, reason)
        if progress:
            progress(row.seq, head[0])
    if (chain.seq, chain.digest) != head:
        return Verdict(glossary, chain.seq, shown(chain.digest), chain.seq + 1, "head-differs")
    named = tuple(f"{seq}:{name}" for seq, name in sorted(redactions))
    return Verdict(glossary, chain.seq, shown(chain.digest), redacted=named)
