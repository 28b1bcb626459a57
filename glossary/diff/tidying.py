"""Changes that a reader takes for one become one: those that touch, and those around too little to stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from glossary.diff.alignment import Span

# What may stand between two changes that are drawn together, in characters.
_LITTLE = 4
_BORDER = re.compile(r"[。\n]|[.!?]\s")
# How much longer than what stands between them two changes must be: little words, one or two characters, the rest.
_KANA_AND_MARKS = (re.compile(r"[ぁ-ゟー\W_]{1,4}"), 1)
_SHORT = (re.compile(r"[^A-Za-z]{1,2}|[A-Za-z]{1,4}\s?"), 2)
_ANYTHING = (re.compile(r".+"), 4)
# A particle that came to another one or left it: は and とは, に and には; but その, もの are words of their own.
_PARTICLE_MORE = re.compile(
    r"(?!(?:こ|そ|も)の\n)(?P<head>と?)(?P<kept>[ぁ-ゟ]{1,6})(?P<tail>[のはをもがに]?)\n(?P=kept)"
)


def tidied(before: str, after: str, spans: Iterable[Span]) -> list[Span]:
    """Neighbouring changes become one, also over a small island that no reader would miss."""
    tidy: list[Span] = []
    for span in spans:
        tidy.append(span)
        _gather(tidy, before, after)
        while width := _joinable(tidy, before, after):
            tidy[-width:] = [tidy[-width].upto(tidy[-1])]
    return tidy


def _gather(spans: list[Span], before: str, after: str) -> None:
    """An addition or a removal that may as well stand beside the change before it does so.

    {又は第2条}の{3の}規定 becomes {又は第2条の3}の規定.
    """
    if len(spans) < 3 or spans[-3].equal or not spans[-2].equal:
        return
    left, between, last = spans[-3:]
    words = before[between.start : between.end]
    if len(words) > _LITTLE or _BORDER.search(words):
        return
    if last.is_addition and after.endswith(words, last.new_start, last.new_end):
        moved = last.new_end - between.length
        spans[-3:] = [
            Span(False, left.start, left.end, left.new_start, moved),
            Span(True, between.start, between.end, moved, last.new_end),
        ]
    elif last.is_removal and before.endswith(words, last.start, last.end):
        moved = last.end - between.length
        spans[-3:] = [
            Span(False, left.start, moved, left.new_start, left.new_end),
            Span(True, moved, last.end, between.new_start, between.new_end),
        ]


def _joinable(spans: Sequence[Span], before: str, after: str) -> int:
    """How many of the last spans are one: two that touch, three over an island, otherwise none."""
    if len(spans) > 1 and spans[-1].equal == spans[-2].equal:
        return 2
    return 3 if len(spans) > 2 and _around_an_island(spans[-3:], before, after) else 0


def _around_an_island(spans: Sequence[Span], before: str, after: str) -> bool:
    """Whether what stands between two changes is lost on a reader; between two additions it would seem to be new."""
    left, island, right = spans
    if not island.equal or _of_one_side(left, right):
        return False
    begins = {before[right.start : right.end][:1], after[right.new_start : right.new_end][:1]}
    words = before[island.start : island.end]
    if begins & {"。", "\n"} or _BORDER.search(words):
        return False
    return island.length * _weight(words) <= min(left.length, right.length)


def _of_one_side(left: Span, right: Span) -> bool:
    """Whether both are additions, or both removals."""
    return (left.is_addition and right.is_addition) or (left.is_removal and right.is_removal)


def _weight(words: str) -> int:
    return next(weight for pattern, weight in (_KANA_AND_MARKS, _SHORT, _ANYTHING) if pattern.fullmatch(words))


def without_kept_particles(before: str, after: str, span: Span) -> list[Span]:
    """A change of one word in kana, cut down to the particle that is new or gone: 学習済み{の}, {と}は."""
    old, new = before[span.start : span.end], after[span.new_start : span.new_end]
    shorter, longer = sorted((old, new), key=len)
    found = None if span.equal else _PARTICLE_MORE.fullmatch(f"{longer}\n{shorter}")
    if not found:
        return [span]
    head, tail = (len(found[name]) for name in ("head", "tail"))
    return _between(span, (0, 0, head, tail) if new == longer else (head, tail, 0, 0))


def _between(span: Span, margins: tuple[int, int, int, int]) -> list[Span]:
    """A change of which only the margins are changed: so many characters before and after, of the old and the new."""
    start, end = span.start + margins[0], span.end - margins[1]
    new_start, new_end = span.new_start + margins[2], span.new_end - margins[3]
    cut = (
        Span(False, span.start, start, span.new_start, new_start),
        Span(True, start, end, new_start, new_end),
        Span(False, end, span.end, new_end, span.new_end),
    )
    return [each for each in cut if each.length]
