"""Where in two texts they differ, in characters (code points)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from glossary.diff.values import Range, Segment


def changed_ranges(segments: Iterable[Segment]) -> Iterator[Range]:
    """What stands in the older text, and what stands in its place in the newer one, change by change."""
    start = new_start = 0
    for equal, run in groupby(segments, key=lambda segment: segment.op == "equal"):
        lengths = {segment.op: len(segment.text) for segment in run}
        end = start + lengths.get("delete", lengths.get("equal", 0))
        new_end = new_start + lengths.get("insert", lengths.get("equal", 0))
        if not equal:
            yield Range(start=start, end=end, new_start=new_start, new_end=new_end)
        start, new_start = end, new_end
