"""Texts that are made to cost much: `python -m benchmarks.hostile`.

They would make a careless program look again and again at the same characters. Each is compared or annotated whole and
cut to half: where the whole costs more than thrice the half, the cost grows faster than the text. The processor's time
of this process, the best of three.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from functools import partial

from glossary.annotating import Finder, Lexicon, marks_of_html, marks_of_text, named
from glossary.checks.amounts import amounts
from glossary.diff import text_segments
from glossary.diff.grade import text_verdict
from glossary.seed import shipped_seed

_MOST = 3.0
_WORDS = "生成の利用に伴うリスクを管理"
_REPEATED = ("LLMの", "生成", "a@", "<p ", "&#", "://", "<!--", "</", "www.", "ﷺ", "a\u0301")
_NUMBERS = ("二十", "I", "half a ", "1990年代", "one hundred and ", "1,", "12月", "24 hours a day ")
_SIZE = 400_000


def main() -> None:
    """A line for each text: seconds for the half and the whole, and their ratio."""
    for name, work, size in _tasks():
        half, whole = (min(_seconds(work, length) for _ in range(3)) for length in (size // 2, size))
        verdict = "" if whole < max(0.02, _MOST * half) else "  GROWS FASTER THAN THE TEXT"
        print(f"{name:32} {half:8.3f} s {whole:8.3f} s  ×{whole / half:.1f}{verdict}")


def _tasks() -> Iterator[tuple[str, Callable[[int], object], int]]:
    drafts = (each.concept for each in shipped_seed().drafts)
    finder = Finder([Lexicon("ai-finance", (named(each, 1) for each in drafts))])
    for sign in _REPEATED:
        yield f"text of {sign!a}", partial(_text, finder, sign), _SIZE
        yield f"HTML of {sign!a}", partial(_html, finder, sign), _SIZE
    for character in "a1、。一あ [":
        yield f"difference of {character!a}", partial(_difference, character), 20_000
    for sign in _NUMBERS:
        yield f"numbers of {sign!a}", partial(_numbers, sign), 20_000
    yield "difference of other words", _other_words, 10_000


def _text(finder: Finder, sign: str, size: int) -> None:
    marks_of_text(finder, sign * (size // len(sign)), None, first_only=False)


def _html(finder: Finder, sign: str, size: int) -> None:
    marks_of_html(finder, sign * (size // len(sign)), None, first_only=False)


def _difference(character: str, size: int) -> None:
    text_segments(character * size, character * (size // 2), "ja")
    text_verdict(character * size, character * (size // 2), "ja")


def _numbers(sign: str, size: int) -> None:
    amounts(sign * (size // len(sign)))


def _other_words(size: int) -> None:
    chosen = random.Random(2)
    before, after = ("".join(chosen.choices(_WORDS, k=size)) for _ in range(2))
    text_segments(before, after, "ja")


def _seconds(work: Callable[[int], object], size: int) -> float:
    begun = time.process_time()
    work(size)
    return time.process_time() - begun


if __name__ == "__main__":
    main()
