"""Running text as it is compared, with the way back to where each character stood in the text as it was given."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from glossary.annotating.characters import (
    BEYOND,
    EXTENDING,
    IGNORED,
    OTHER,
    PLAIN,
    SPACE,
    WHOLE,
    Codes,
    Kinds,
    folded,
    kind,
    tables,
    written,
)

Places = NDArray[np.int32]

BREAK = chr(BEYOND)
"""Stands between texts that are folded as one; no form has it."""

_LONGEST = 32
"""So many characters at most belong together; more marks on one character are no text."""

_RUN = 1
"""The code before each run of letters and digits or of katakana, so that what begins a form begins a run."""


class Folded(NamedTuple):
    """A text folded.

    `starts` and `ends` say for each folded character where that which it stands for lies (code points), `scripts` in
    which kind of word it stands. `marked` is the folded text with a mark before each run; `back` leads from a place
    there to one without the marks.
    """

    codes: Codes
    starts: Places
    ends: Places
    scripts: Kinds
    marked: str
    back: Places


def fold(text: str) -> Folded:
    """A text as it is compared: NFKC, small letters, white space as one blank, nothing of what is invisible."""
    codes, starts, ends = _codes(text, is_small=True)
    scripts = tables().scripts.take(np.minimum(codes, BEYOND).astype(np.intp))
    return Folded(codes, starts, ends, scripts, *_marked(codes, scripts))


def fold_all(texts: Sequence[str]) -> list[str]:
    """Short texts with the marks of a folded text, as they are looked for in it."""
    return [each.strip(" ") for each in fold(BREAK.join(texts)).marked.split(BREAK)] if texts else []


def written_all(texts: Sequence[str]) -> list[str]:
    """Short texts folded likewise, but with the case of letters kept and without marks."""
    codes, _, _ = _codes(BREAK.join(texts), is_small=False)
    return [each.strip(" ") for each in _decoded(codes).split(BREAK)] if texts else []


def as_written(text: str) -> str:
    """A short text folded with the case of letters kept."""
    if text.isascii():
        return " ".join(text.split())
    if all(kind(each) == PLAIN for each in text):
        return written(text)
    return written_all([text])[0]


def _codes(text: str, *, is_small: bool) -> tuple[Codes, Places, Places]:
    known = tables()
    source = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    flat = np.minimum(source, BEYOND).astype(np.intp)
    kinds = known.kinds.take(flat)
    codes = (known.small if is_small else known.as_written).take(flat)
    codes[source == BEYOND] = BEYOND
    kinds[source == BEYOND] = PLAIN
    kinds[source > BEYOND] = [kind(chr(code)) for code in source[source > BEYOND].tolist()]
    starts = np.arange(len(source), dtype=np.int32)
    if _is_one_for_one(kinds):
        return codes, starts, starts + 1
    return _assembled(text, kinds, codes, is_small)


def _is_one_for_one(kinds: Kinds) -> bool:
    blank = kinds == SPACE
    return not ((kinds != PLAIN) & ~blank).any() and not (blank[1:] & blank[:-1]).any()


def _marked(codes: Codes, scripts: Kinds) -> tuple[str, Places]:
    before = np.zeros_like(scripts)
    before[1:] = scripts[:-1]
    firsts = np.flatnonzero((scripts != OTHER) & (scripts != before))
    is_given = np.ones(len(codes) + len(firsts) + 1, np.bool_)
    is_given[firsts + np.arange(len(firsts))] = False
    marked = np.full(len(is_given) - 1, _RUN, np.uint32)
    marked[is_given[:-1]] = codes
    return _decoded(marked), np.cumsum(is_given, dtype=np.int32) - is_given


def _assembled(text: str, kinds: Kinds, codes: Codes, is_small: bool) -> tuple[Codes, Places, Places]:
    """The codes where some characters stand for several, for none, or belong to the one before them."""
    ends = np.arange(1, len(kinds) + 1, dtype=np.int32)
    counts = ((kinds != IGNORED) & (kinds != EXTENDING)).astype(np.int32)
    spans = _spans(kinds)
    clusters = [(start, _cluster(text[start:end], is_small)) for start, end in spans]
    for (start, end), (_, cluster) in zip(spans, clusters, strict=True):
        ends[start], counts[start], kinds[start] = end, len(cluster), WHOLE  # a blank with an accent is no blank
    counts[_repeated(kinds, counts)] = 0
    starts = np.repeat(np.arange(len(kinds), dtype=np.int32), counts)
    made = codes.take(starts)
    firsts = np.searchsorted(starts, np.array([start for start, _ in spans], np.int32))
    for first, (_, cluster) in zip(firsts.tolist(), clusters, strict=True):
        made[first : first + len(cluster)] = [ord(each) for each in cluster]
    return made, starts, ends.take(starts)


def _spans(kinds: Kinds) -> list[tuple[int, int]]:
    """Where the clusters are that the tables cannot fold: a character, with what belongs to it."""
    extending = kinds == EXTENDING
    if not (extending.any() or (kinds == WHOLE).any()):
        return []
    follows = np.append(extending[1:], False)
    heads = np.flatnonzero(((kinds == WHOLE) | (follows & (kinds != IGNORED))) & ~extending)
    flags = extending.tobytes() + b"\0"
    return [(head, _end(flags, head)) for head in heads.tolist()]


def _end(extending: bytes, head: int) -> int:
    """Where that ends which belongs to a character."""
    end = extending.find(b"\0", head + 1, head + _LONGEST)
    return end if end > 0 else head + _LONGEST


def _repeated(kinds: Kinds, counts: Places) -> NDArray[np.int64]:
    """The white space that follows white space."""
    blanks = np.flatnonzero((kinds == SPACE) & (counts > 0))
    so_far = np.cumsum(counts, dtype=np.int32)[blanks]
    repeated: NDArray[np.int64] = blanks[1:][so_far[1:] - so_far[:-1] == 1]
    return repeated


@lru_cache(4096)
def _cluster(text: str, is_small: bool) -> str:
    return folded(text) if is_small else written(text)


def _decoded(codes: Codes) -> str:
    return codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
