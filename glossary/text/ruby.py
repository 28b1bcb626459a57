"""Which part of a reading belongs to which characters of a term, for setting it above them (ruby)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from glossary.text.folding import hiragana
from glossary.text.letters import spelling

_MOST_RUNS, _LONGEST = 4, 60  # beyond, trying every way to share out a reading would take too long
_KANA = re.compile("[ぁ-ゖァ-ヺー]")
_LATIN = re.compile("[A-Za-zＡ-Ｚａ-ｚ]")


@lru_cache(maxsize=8192)
def above(text: str, reading: str) -> tuple[tuple[str, str], ...]:
    """The runs of a term, each with what is to be set above it; empty for kana and for letters spelled out.

    生成AI, せいせいえーあい: ((生成, せいせい), (AI, "")). What cannot be shared out stands above the whole term,
    unless that has Latin letters or is too short for it.
    """
    if hiragana(text) == reading:
        return ((text, ""),)
    runs = [(kind, "".join(run)) for kind, run in groupby(text, _kind)]
    if sum(kind == "read" for kind, _ in runs) > _MOST_RUNS or len(reading) > _LONGEST:
        return _whole(text, reading)
    found = re.fullmatch("".join(_pattern(*run) for run in runs), reading)
    return _shared(runs, found.groups()) if found else _whole(text, reading)


def _whole(text: str, reading: str) -> tuple[tuple[str, str], ...]:
    fits = len(reading) <= 2 * len(text) and not _LATIN.search(text)
    return ((text, reading if fits else ""),)


def _kind(character: str) -> str:
    if _KANA.match(character):
        return "kana"
    return "letters" if _LATIN.match(character) else "read"


def _pattern(kind: str, run: str) -> str:
    if kind == "kana":
        return re.escape(hiragana(run))
    return spelling(hiragana(run).casefold()) if kind == "letters" else "(.+?)"


def _shared(runs: Sequence[tuple[str, str]], readings: Sequence[str]) -> tuple[tuple[str, str], ...]:
    left = iter(readings)
    return tuple((run, next(left) if kind == "read" else "") for kind, run in runs)
