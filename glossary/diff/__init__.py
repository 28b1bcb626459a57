"""What changed between two wordings of a concept, as values: field by field, and inside each text."""

from glossary.diff.fields import compare
from glossary.diff.segments import text_segments
from glossary.diff.values import Change, Difference, Op, Range, Reason, Segment, SegmentOp, regraded

__all__ = [
    "Change",
    "Difference",
    "Op",
    "Range",
    "Reason",
    "Segment",
    "SegmentOp",
    "compare",
    "regraded",
    "text_segments",
]
