"""What was struck out and what was put in between two wordings of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from glossary.diff.alignment import Span, aligned, nonempty, offsets
from glossary.diff.rewording import passages
from glossary.diff.tidying import tidied, without_kept_particles
from glossary.diff.tokens import apart_alike, sentences, tokens
from glossary.diff.values import Segment

# What two passages have in common at least, if they are to be told word by word and not as one in place of the other.
_IN_COMMON = 0.25
_A_PHRASE = 20
# What must be left of it when each sentence is compared with the one it became, if that makes fewer marks.
_LEFT_OF_IT = 0.9


def text_segments(before: str, after: str, language: str) -> tuple[Segment, ...]:
    """What two wordings share and where they differ; what was struck out comes before what was put in."""
    tidy = tidied(before, after, _spans(before, after, language))
    spans = tidied(before, after, (each for span in tidy for each in without_kept_particles(before, after, span)))
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
    for span in tidied(before, after, aligned(sentences(before), sentences(after))):
        if span.equal:
            yield span
            continue
        old, new = before[span.start : span.end], after[span.new_start : span.new_end]
        yield from (inner.moved(span.start, span.new_start) for inner in _reworded(old, new, language))


def _reworded(old: str, new: str, language: str) -> list[Span]:
    """A passage in other words: sentence by sentence where that tells as much, so that no two are mixed up."""
    together = _by_words(old, new, language)
    apart = [
        span.moved(each.start, each.new_start)
        for each in passages(sentences(old), sentences(new))
        for span in _by_words(old[each.start : each.end], new[each.new_start : each.new_end], language)
    ]
    tidy = tidied(old, new, apart)
    least = _LEFT_OF_IT if _changes(tidy) < _changes(together) else 1
    return tidy if _kept(tidy) >= least * _kept(together) > 0 else together


def _by_words(old: str, new: str, language: str) -> list[Span]:
    """Two passages word by word, or as one in place of the other where they have next to nothing in common."""
    spans = tidied(old, new, aligned(*apart_alike(tokens(old, language), tokens(new, language))))
    shorter = min(len(old), len(new))
    if shorter > _A_PHRASE and _kept(spans) < _IN_COMMON * shorter:
        return tidied(old, new, _instead(old.splitlines(keepends=True), new.splitlines(keepends=True)))
    return spans


def _instead(old: Sequence[str], new: Sequence[str]) -> Iterator[Span]:
    """One passage in place of another, line by line where both have as many lines."""
    at, new_at = offsets(old), offsets(new)
    if len(old) != len(new):
        yield Span(False, 0, at[-1], 0, new_at[-1])
        return
    for place, (line, other) in enumerate(zip(old, new, strict=True)):
        end, new_end = at[place] + len(line.rstrip("\n")), new_at[place] + len(other.rstrip("\n"))
        yield from nonempty(Span(line.rstrip("\n") == other.rstrip("\n"), at[place], end, new_at[place], new_end))
        yield from nonempty(Span(line[-1:] == other[-1:], end, at[place + 1], new_end, new_at[place + 1]))


def _kept(spans: Iterable[Span]) -> int:
    """How many characters stand in both."""
    return sum(span.length for span in spans if span.equal)


def _changes(spans: Iterable[Span]) -> int:
    return sum(not span.equal for span in spans)
