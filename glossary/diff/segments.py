"""What was struck out and what was put in between two wordings of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz.distance import Indel

from glossary.diff.tokens import sentences, tokens
from glossary.diff.values import Segment

_SMALL_ISLAND = re.compile(r"[^。\n]{1,2}|(?:(?!。|\n)[ぁ-ゟー\W_]){1,4}")
# Beyond this many comparisons the alignment would take more memory than it is worth to a reader.
_TOO_MANY = 1 << 28


class Span(NamedTuple):
    """A stretch of the older text and the stretch of the newer text that stands in its place."""

    equal: bool
    start: int
    end: int
    new_start: int
    new_end: int

    @property
    def length(self) -> int:
        """The characters of the longer side."""
        return max(self.end - self.start, self.new_end - self.new_start)

    def upto(self, other: Span) -> Span:
        """One stretch from the start of this to the end of the other."""
        return Span(self.equal and other.equal, self.start, other.end, self.new_start, other.new_end)

    def moved(self, start: int, new_start: int) -> Span:
        """The same stretch counted from elsewhere."""
        equal, *old, first, last = self
        return Span(equal, old[0] + start, old[1] + start, first + new_start, last + new_start)


def text_segments(before: str, after: str, language: str) -> tuple[Segment, ...]:
    """What two wordings share and where they differ; what was struck out comes before what was put in."""
    spans = _tidied(before, after, _spans(before, after, language))
    return tuple(segment for span in spans for segment in _segments(span, before, after))


def _segments(span: Span, before: str, after: str) -> Iterator[Segment]:
    old, new = before[span.start : span.end], after[span.new_start : span.new_end]
    if span.equal:
        yield Segment(op="equal", text=old)
        return
    if old:
        yield Segment(op="delete", text=old)
    if new:
        yield Segment(op="insert", text=new)


def _spans(before: str, after: str, language: str) -> Iterator[Span]:
    """Whole sentences are matched first, so that an added sentence is marked from its start to its end."""
    for span in _tidied(before, after, _aligned(sentences(before), sentences(after))):
        if span.equal:
            yield span
            continue
        old, new = before[span.start : span.end], after[span.new_start : span.new_end]
        for inner in _aligned(tokens(old, language), tokens(new, language)):
            yield inner.moved(span.start, span.new_start)


def _aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[Span]:
    """The pieces of two texts laid side by side, in characters."""
    at, new_at = _offsets(old), _offsets(new)
    for equal, start, end, new_start, new_end in _slid(old, new, _opcodes(*_numbered(old, new))):
        yield Span(equal, at[start], at[end], new_at[new_start], new_at[new_end])


def _slid(old: Sequence[str], new: Sequence[str], spans: Iterable[Span]) -> Iterator[Span]:
    """The same way, with each addition or removal as far to the right as it may stand.

    基づく場合 becomes 基づく場合{その他の場合}, not 基づく{場合その他の}場合.
    """
    left: Span | None = None
    for span in spans:
        width = _room(old, new, left, span) if left else 0
        if left and width:
            yield Span(True, left.start, left.start + width, left.new_start, left.new_start + width)
            yield Span(False, left.start + width, left.end + width, left.new_start + width, left.new_end + width)
            left = Span(True, span.start + width, span.end, span.new_start + width, span.new_end)
        else:
            yield from [left] if left else []
            left = span
    yield from [left] if left else []


def _room(old: Sequence[str], new: Sequence[str], change: Span, right: Span) -> int:
    """How many pieces of what follows repeat the beginning of an addition or a removal; some of them must stay."""
    if change.equal or not right.equal or min(change.end - change.start, change.new_end - change.new_start) > 0:
        return 0
    pieces, start, end = (new, change.new_start, change.new_end)
    if change.end > change.start:
        pieces, start, end = (old, change.start, change.end)
    most = min(end - start, right.end - right.start - 1)
    return next((at for at in range(most) if pieces[start + at] != pieces[end + at]), max(most, 0))


def _offsets(pieces: Sequence[str]) -> list[int]:
    return list(accumulate(map(len, pieces), initial=0))


def _numbered(old: Sequence[str], new: Sequence[str]) -> tuple[list[int], list[int]]:
    """Each distinct piece as a number."""
    numbers = {piece: number for number, piece in enumerate(dict.fromkeys((*old, *new)))}
    return [numbers[piece] for piece in old], [numbers[piece] for piece in new]


def _opcodes(old: list[int], new: list[int]) -> Iterator[Span]:
    """The shortest way from one list to the other; equal ends are set aside first."""
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    end, new_end = len(old) - tail, len(new) - tail
    yield from _nonempty(Span(True, 0, head, 0, head))
    yield from _middle(old[head:end], new[head:new_end], head)
    yield from _nonempty(Span(True, end, len(old), new_end, len(new)))


def _shared(old: Sequence[int], new: Sequence[int]) -> int:
    """How many pieces the two lists begin with in common."""
    shorter = min(len(old), len(new))
    return next((place for place in range(shorter) if old[place] != new[place]), shorter)


def _nonempty(span: Span) -> Iterator[Span]:
    if span.length:
        yield span


def _middle(old: list[int], new: list[int], at: int) -> Iterator[Span]:
    if len(old) * len(new) > _TOO_MANY:
        yield Span(False, at, at + len(old), at, at + len(new))
        return
    for code in Indel.opcodes(old, new):
        span = Span(code.tag == "equal", code.src_start, code.src_end, code.dest_start, code.dest_end)
        yield span.moved(at, at)


def _tidied(before: str, after: str, spans: Iterable[Span]) -> list[Span]:
    """Neighbouring changes become one, also over a small island that no reader would miss."""
    tidy: list[Span] = []
    for span in spans:
        tidy.append(span)
        while width := _joinable(tidy, before, after):
            tidy[-width:] = [tidy[-width].upto(tidy[-1])]
    return tidy


def _joinable(spans: Sequence[Span], before: str, after: str) -> int:
    """How many of the last spans are one: two that touch, three over an island, otherwise none."""
    if len(spans) > 1 and spans[-1].equal == spans[-2].equal:
        return 2
    return 3 if len(spans) > 2 and _around_an_island(spans[-3:], before, after) else 0


def _around_an_island(spans: Sequence[Span], before: str, after: str) -> bool:
    left, island, right = spans
    small = _SMALL_ISLAND.fullmatch(before, island.start, island.end)
    ends = {before[right.start : right.end][:1], after[right.new_start : right.new_end][:1]} & {"。", "\n"}
    return island.equal and bool(small) and not ends and island.length <= min(left.length, right.length)
