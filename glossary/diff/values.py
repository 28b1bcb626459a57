"""What a comparison says: segments of a text, changes of a concept, and how far each change goes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

from glossary.model import Grade, Value, choices

SegmentOp = Literal["equal", "insert", "delete"]
Op = Literal["add", "remove", "replace", "rename", "move"]
Reason = Literal[
    "folding-equal", "kana-only", "similar", "order", "metadata",
    "words-added", "words-removed", "words-changed", "preferred-term", "term-status", "changed",
    "added", "removed",
    "numbers", "negation", "limits", "connectives", "rewritten", "preferred-status",
]  # fmt: skip


class Segment(Value, frozen=True):
    """A stretch of a text that both wordings share, or that only one of them has."""

    op: SegmentOp
    text: str


class Change(Value, frozen=True, kw_only=True):
    """One thing that differs between two wordings of a concept, how far it goes and which rule says so.

    `after` is what stands at `path` in the newer wording; what was removed stood at `path` in the older.
    """

    path: str
    op: Op
    before: Any
    after: Any
    segments: tuple[Segment, ...] = ()
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
