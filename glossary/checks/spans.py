"""Where a term may stand in a text: from the border of a run of one script to another border.

A kanji run is not cut, nor a katakana run or a word: 金融 is not found in 金融庁, nor プロンプト in
プロンプトエンジニアリング. Hiragana may be cut, since particles follow: 振る舞いを.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple, TypeVar

from glossary.text import key

Found = TypeVar("Found")

_RUN = re.compile(
    r"(?P<kanji>[㐀-鿿豈-\ufaff\U00020000-\U0003ffff々〻ヶ]+)|(?P<katakana>[ァ-ヵヷ-ヺーｦ-ﾟ]+)|(?P<hiragana>[ぁ-ゖ]+)"
    r"|(?P<word>[^\W_ぁ-ヿ㐀-鿿豈-\ufaff\U00020000-\U0003ffffｦ-ﾟ々〻]+(?:['’.][^\W_ぁ-ヿ㐀-鿿]+)*[+#]*)"
)
_JOINS = re.compile(r"[\s・･/&＆\-‐‑–+]{0,3}")
_NEVER_LAST = frozenset(("a", "an", "the", "of", "and", "or", "to", "is", "are", "be", "by", "with", "that", "which"))
_NEVER_FIRST = _NEVER_LAST | {"in", "for", "as", "it", "its", "on", "from", "this", "these", "can", "such"}
_MOST_RUNS, _MOST_CHARACTERS, _MOST_OKURIGANA = 8, 80, 3


class Span(NamedTuple):
    """A stretch of a text, in code points, and its key (`glossary.text.key`)."""

    start: int
    end: int
    key: str


@lru_cache(maxsize=256)
def spans(text: str) -> tuple[Span, ...]:
    """Every stretch that may be a term, by its beginning, the longer ones first."""
    runs = list(_RUN.finditer(text))
    found = ((runs[number].start(), end) for number in range(len(runs)) for end in _ends(text, runs, number))
    keyed = (Span(start, end, key(text[start:end])) for start, end in found)
    return tuple(sorted((span for span in keyed if span.key), key=_longest_first))


def used(text: str, terms: Mapping[str, Found]) -> Iterator[tuple[Span, Found]]:
    """The stretches that are one of these terms (by key), the longest, none within another."""
    done = 0
    for span in spans(text):
        if span.start >= done and span.key in terms:
            done = span.end
            yield span, terms[span.key]


def occurs(keys: Container[str], text: str) -> Iterator[Span]:
    """The stretches whose key is among some keys."""
    return (span for span in spans(text) if span.key in keys)


def _longest_first(span: Span) -> tuple[int, int]:
    return span.start, -span.end


def _ends(text: str, runs: list[re.Match[str]], number: int) -> Iterator[int]:
    """Where a term that begins with a run may end."""
    first, before = runs[number], None
    if not _may_begin(first, text):
        return
    for run in runs[number : number + _MOST_RUNS]:
        if before is not None and not _JOINS.fullmatch(text, before.end(), run.start()):
            return
        if run.end() - first.start() > _MOST_CHARACTERS:
            return
        yield from _ends_of(run, is_first=before is None)
        before = run


def _ends_of(run: re.Match[str], *, is_first: bool) -> Iterator[int]:
    """The end of a run, and places within hiragana, of which the rest may be a particle."""
    if run[0] not in _NEVER_LAST:
        yield run.end()
    if run.lastgroup == "hiragana" and not is_first:
        yield from range(run.start() + 1, min(run.end(), run.start() + _MOST_OKURIGANA + 1))


def _may_begin(run: re.Match[str], text: str) -> bool:
    if run.lastgroup == "hiragana":
        return len(run[0]) > 1 or run[0] in "おご"
    return run[0] not in _NEVER_FIRST or not text.startswith(" ", run.end())
