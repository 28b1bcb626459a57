"""Texts as units: each character of Japanese, each word of Latin letters or digits, folded alike on both sides.

The index keeps overlapping pairs of Japanese characters and whole words; what stands where is only ever found in
the stored text itself, so a phrase is looked for as consecutive units.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from glossary.text import fold, okurigana_folded, okurigana_spans

_CJK = r"\u3041-\u3096\u309d\u309e\u30a1-\u30fa\u30fd\u30fe\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{_CJK}][{_CJK}ー・]*|(?:(?![{_CJK}ー])[^\W_])+")
_IS_CJK = re.compile(f"[{_CJK}]")
_IS_HIRAGANA = re.compile("[\u3041-\u3096]")
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]")  # fmt: skip  # noqa: E501 - one list
_CLUSTER = re.compile("(?s).[\u0300-\u036f\u3099\u309a\uff9e\uff9f\ufe00-\ufe0f\U000e0100-\U000e01ef]*")
_JOINING = "ー・"
_CHARACTER = re.compile("[^ー・]ー*")
_NO_JOINING = dict.fromkeys(map(ord, _JOINING))
_LONGEST_WORD = 64
BETWEEN = "\0"


class Unit(NamedTuple):
    """A folded unit, where it stands in the text as stored, and whether it continues the run before it."""

    text: str
    start: int
    end: int
    joined: bool


class _Spellings(dict[int, int]):
    """What each character counts as, one for one; found when first asked."""

    def __missing__(self, code: int) -> int:
        folded = fold(chr(code), "script_variant")
        self[code] = ord(folded) if len(folded) == 1 else code
        return self[code]


_SPELLINGS = _Spellings()


@lru_cache(maxsize=8192)
def _cluster(text: str) -> str:
    return fold(text, "case").translate(_SPELLINGS)


@lru_cache(maxsize=16384)
def _word(text: str) -> str:
    return fold(text[:_LONGEST_WORD], "spelling") or text[:_LONGEST_WORD]


def folded(text: str) -> tuple[str, Sequence[tuple[int, int]] | None]:
    """The text folded, and which characters of it each folded one came from; None when they are one for one."""
    plain = text.casefold()
    if len(plain) == len(text) and unicodedata.is_normalized("NFKC", text) and not _INVISIBLE.search(text):
        return plain.translate(_SPELLINGS), None
    parts = [(_cluster(found.group()), found.span()) for found in _CLUSTER.finditer(text)]
    return "".join(part for part, _ in parts), [span for part, span in parts for _ in part]


@lru_cache(maxsize=8192)
def spelled(text: str) -> str:
    """The runs of a text folded, each between two signs that stand in none: quick to look into.

    Where okurigana may be left out, a second line has it without them.
    """
    short = okurigana_folded(text)
    return _spelled(text) if short == text else f"{_spelled(text)}\n{_spelled(short)}"


def _spelled(text: str) -> str:
    return between(_run(run) for run in _RUN.findall(folded(text)[0]))


def between(runs: Iterable[str]) -> str:
    """Runs as `spelled` has them: Japanese without the signs that never part it, and single words."""
    return BETWEEN.join(("", *runs, ""))


def _run(run: str) -> str:
    return run.translate(_NO_JOINING) if is_cjk(run) else _word(run)


@lru_cache(maxsize=512)
def units(text: str) -> tuple[Unit, ...]:
    """The units of a text in their order."""
    plain, spans = folded(text)
    return tuple([_placed(unit, spans) for run in _RUN.finditer(plain) for unit in _units_of(run)])


def short_units(text: str) -> list[Unit]:
    """The units of a text without the okurigana that may be left out, which are where the unit before them is."""
    left_out = {at for span in okurigana_spans(text) for at in range(*span)}
    found: list[Unit] = []
    for unit in units(text):
        if unit.start in left_out and found:
            found[-1] = found[-1]._replace(end=unit.end)
        else:
            found.append(unit)
    return found


def _placed(unit: Unit, spans: Sequence[tuple[int, int]] | None) -> Unit:
    if spans is None:
        return unit
    return unit._replace(start=spans[unit.start][0], end=spans[unit.end - 1][1])


def _units_of(run: re.Match[str]) -> list[Unit]:
    text, start = run.group(), run.start()
    if not is_cjk(text):
        return [Unit(_word(text), start, run.end(), False)]
    if "ー" not in text and "・" not in text:
        return [Unit(character, at, at + 1, at > start) for at, character in enumerate(text, start)]
    places = [(each.start(), each.end()) for each in _CHARACTER.finditer(text)]
    return [Unit(text[at], start + at, start + end, at > 0) for at, end in places]


def is_cjk(text: str) -> bool:
    """Whether a text begins with kana or kanji."""
    return bool(_IS_CJK.match(text))


def is_hiragana(text: str) -> bool:
    """Whether a text begins with hiragana."""
    return bool(_IS_HIRAGANA.match(text))


def runs(of: Sequence[Unit]) -> Iterator[list[str]]:
    """The texts of units, run by run: one word, or the characters of a run of Japanese."""
    run: list[str] = []
    for unit in of:
        if run and not unit.joined:
            yield run
            run = []
        run.append(unit.text)
    if run:
        yield run


def pairs(run: Sequence[str]) -> list[str]:
    """The overlapping pairs of a run."""
    return [first + second for first, second in pairwise(run)]


def tokens(text: str) -> list[str]:
    """What the index keeps of a text: words, pairs of characters, and the last character of each run.

    With the last ones, a single character is found as the beginning of some token wherever it stands. What is new
    without the okurigana that may be left out is kept too.
    """
    line, *others = spelled(text).split("\n")
    found = _tokens(line)
    known = {*found} if others else ()
    return found + [token for other in others for token in _tokens(other) if token not in known]


def _tokens(line: str) -> list[str]:
    found: list[str] = []
    for run in filter(None, line.split(BETWEEN)):
        if is_cjk(run):
            found += map("".join, pairwise(run))
            found.append(run[-1])
        else:
            found.append(run)
    return found
