"""What a comparison says: segments of a text, changes of a concept, and how far each change goes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

from msgspec.structs import replace

from glossary.model import Grade, Value, choices

SegmentOp = Literal["equal", "insert", "delete"]
Op = Literal["add", "remove", "replace", "rename", "move"]
Reason = Literal[
    "folding-equal", "kana-only", "similar", "order", "metadata",
    "words-added", "words-removed", "words-changed", "preferred-term", "term-status", "changed",
    "added", "removed",
    "numbers", "negation", "limits", "connectives", "rewritten", "preferred-status", "editor",
]  # fmt: skip


class Segment(Value, frozen=True):
    """A stretch of a text that both wordings share, or that only one of them has."""

    op: SegmentOp
    text: str


class Range(Value, frozen=True, kw_only=True):
    """A place where two texts differ: from `start` to `end` in the older, from `new_start` to `new_end` in the newer.

    Counted in code points; the ends are not included. Nothing stands on one side of an addition or a removal.
    """

    start: int
    end: int
    new_start: int
    new_end: int


class Change(Value, frozen=True, kw_only=True):
    """One thing that differs between two wordings of a concept, how far it goes and which rule says so.

    `after` is what stands at `path` in the newer wording; what was removed stood at `path` in the older.
    """

    path: str
    op: Op
    before: Any
    after: Any
    segments: tuple[Segment, ...] = ()
    ranges: tuple[Range, ...] = ()
    grade: Grade
    reason: Reason


class Difference(Value, frozen=True, kw_only=True):
    """All that differs between two wordings of a concept; `grade` is the highest, null if they agree."""

    changes: tuple[Change, ...] = ()
    grade: Grade | None = None
    tokeniser: str


class Verdict(NamedTuple):
    """How far a change goes, and which rule says so."""

    grade: Grade
    reason: Reason


def highest(grades: Iterable[Grade]) -> Grade | None:
    """The grade that goes furthest: a change of meaning over one of scope over an editorial one."""
    return max(grades, key=choices(Grade).index, default=None)


def regraded(difference: Difference, grade: Grade) -> Difference:
    """The difference as an editor judged it: no change goes further than they say, and the gravest as far as that."""
    order = choices(Grade).index
    gravest = difference.grade
    lowered = order(gravest) > order(grade) if gravest else False
    changes = tuple(
        _judged(change, grade)
        if (order(change.grade) > order(grade) if lowered else change.grade == gravest)
        else change
        for change in difference.changes
    )
    return replace(difference, changes=changes, grade=grade if changes else None)


def _judged(change: Change, grade: Grade) -> Change:
    return change if change.grade == grade else replace(change, grade=grade, reason="editor")
