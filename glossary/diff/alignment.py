"""Two texts in pieces laid side by side: what stands in both, and what stands in one alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz.distance import Indel

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

    @property
    def is_addition(self) -> bool:
        """Whether nothing was struck out."""
        return not self.equal and self.start == self.end

    @property
    def is_removal(self) -> bool:
        """Whether nothing was put in."""
        return not self.equal and self.new_start == self.new_end

    def upto(self, other: Span) -> Span:
        """One stretch from the start of this to the end of the other."""
        return Span(self.equal and other.equal, self.start, other.end, self.new_start, other.new_end)

    def moved(self, start: int, new_start: int) -> Span:
        """The same stretch counted from elsewhere."""
        equal, *old, first, last = self
        return Span(equal, old[0] + start, old[1] + start, first + new_start, last + new_start)


def aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[Span]:
    """The pieces of two texts laid side by side, in characters."""
    at, new_at = offsets(old), offsets(new)
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


def offsets(pieces: Sequence[str]) -> list[int]:
    """Where each piece begins, and where the last one ends."""
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
    yield from nonempty(Span(True, 0, head, 0, head))
    yield from _middle(old[head:end], new[head:new_end], head)
    yield from nonempty(Span(True, end, len(old), new_end, len(new)))


def _shared(old: Sequence[int], new: Sequence[int]) -> int:
    """How many pieces the two lists begin with in common."""
    shorter = min(len(old), len(new))
    return next((place for place in range(shorter) if old[place] != new[place]), shorter)


def nonempty(span: Span) -> Iterator[Span]:
    """A stretch, unless there is nothing in it."""
    if span.length:
        yield span


def _middle(old: list[int], new: list[int], at: int) -> Iterator[Span]:
    if len(old) * len(new) > _TOO_MANY:
        yield Span(False, at, at + len(old), at, at + len(new))
        return
    for code in Indel.opcodes(old, new):
        span = Span(code.tag == "equal", code.src_start, code.src_end, code.dest_start, code.dest_end)
        yield span.moved(at, at)
