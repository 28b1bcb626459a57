"""Where a term may stand in a text: from the border of a run of one script to another border.

A kanji run is not cut, nor a katakana run or a word: 金融 is not found in 金融庁, nor プロンプト in
プロンプトエンジニアリング. Hiragana may be cut, since particles follow: 振る舞いを.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from typing import NamedTuple, TypeVar

from glossary.text import key

Found = TypeVar("Found")

_RUN = re.compile(
    r"(?P<kanji>[㐀-鿿豈-\ufaff\U00020000-\U0003ffff々〻ヶ]+)|(?P<katakana>[ァ-ヵヷ-ヺーｦ-ﾟ]+)|(?P<hiragana>[ぁ-ゖ]+)"
    r"|(?P<word>[^\W_ぁ-ヿ㐀-鿿豈-\ufaff\U00020000-\U0003ffffｦ-ﾟ々〻]+(?:['’.][^\W_ぁ-ヿ㐀-鿿]+)*[+#]*)"
)
_JOINS = re.compile(r"[\s・･/&＆\-‐‑–+]{0,3}")
_MOST_RUNS, _MOST_CHARACTERS, _MOST_OKURIGANA = 8, 80, 3


class Span(NamedTuple):
    """A stretch of a text, in code points."""

    start: int
    end: int


def spans(text: str) -> Iterator[Span]:
    """Every stretch that may be a term, by its beginning, the longer ones first."""
    runs = list(_RUN.finditer(text))
    for number, first in enumerate(runs):
        ends = sorted(set(_ends(text, runs, number)), reverse=True)
        yield from (Span(first.start(), end) for end in ends)


def used(text: str, terms: Mapping[str, Found]) -> Iterator[tuple[Span, Found]]:
    """The stretches that are one of these terms (by the keys of `glossary.text`), the longest, none in another."""
    done = 0
    for span in spans(text):
        if span.start >= done and (found := terms.get(key(text[span.start : span.end]))) is not None:
            done = span.end
            yield span, found


def occurs(keys: Container[str], text: str) -> Iterator[Span]:
    """The stretches whose key is among some keys."""
    return (span for span in spans(text) if key(text[span.start : span.end]) in keys)


def _ends(text: str, runs: list[re.Match[str]], number: int) -> Iterator[int]:
    first, before = runs[number], None
    for run in runs[number : number + _MOST_RUNS]:
        if before is not None and not _JOINS.fullmatch(text, before.end(), run.start()):
            return
        if run.end() - first.start() > _MOST_CHARACTERS:
            return
        yield run.end()
        if run.lastgroup == "hiragana" and before is not None:
            yield from range(run.start() + 1, min(run.end(), run.start() + _MOST_OKURIGANA + 1))
        before = run
