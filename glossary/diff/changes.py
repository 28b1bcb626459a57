"""How one change is written down: where it is, what stood there, what stands there, and its grade."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from glossary.diff.grade import text_verdict
from glossary.diff.ranges import changed_ranges
from glossary.diff.segments import text_segments
from glossary.diff.values import Change, Op, Segment, Verdict

METADATA = Verdict("editorial", "metadata")


class Place(NamedTuple):
    """A place in a concept: its JSON pointer, the language spoken there, and the forms that mean the same."""

    path: str
    language: str = ""
    forms: tuple[str, ...] = ()

    def __truediv__(self, member: str | int) -> Place:
        """The place of a member of what stands here."""
        escaped = str(member).replace("~", "~0").replace("/", "~1")
        return self._replace(path=f"{self.path}/{escaped}")


def change(at: Place, before: Any, after: Any, verdict: Verdict, op: Op = "replace") -> Iterator[Change]:
    """The change from one value to another, unless they are equal."""
    if before != after:
        segments = _segments(at, before, after)
        yield Change(
            path=at.path,
            op=op,
            before=msgspec.to_builtins(before),
            after=msgspec.to_builtins(after),
            segments=segments,
            ranges=tuple(changed_ranges(segments)),
            grade=verdict.grade,
            reason=verdict.reason,
        )


def added(at: Place, after: Any, verdict: Verdict) -> Iterator[Change]:
    """Something that was not there before."""
    return change(at, None, after, verdict, "add")


def removed(at: Place, before: Any, verdict: Verdict) -> Iterator[Change]:
    """Something that is no longer there."""
    return change(at, before, None, verdict, "remove")


def metadata(at: Place, before: Any, after: Any, *names: str) -> Iterator[Change]:
    """Members that say something about a wording and are no part of it."""
    for name in names:
        yield from change(at / name, getattr(before, name), getattr(after, name), METADATA)


def worded(at: Place, before: str | None, after: str | None) -> Iterator[Change]:
    """A text in other words, with its segments and the grade of its rule."""
    if before != after:
        verdict = text_verdict(before or "", after or "", at.language, at.forms)
        yield from change(at, before, after, verdict)


def _segments(at: Place, before: Any, after: Any) -> tuple[Segment, ...]:
    """Only the texts of a concept are marked word by word, not its codes."""
    if not at.path.endswith(("/text", "/usage")) or before is None or after is None:
        return ()
    return text_segments(before, after, at.language)
