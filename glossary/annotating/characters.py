"""What each character of running text counts as: its fold, how it goes with its neighbours, and its script."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]
Kinds = NDArray[np.uint8]

PLAIN, WHOLE, EXTENDING, IGNORED, SPACE = range(5)
"""One for one; several for one, or beyond the tables; belongs to the one before; counts for nothing; white space."""

OTHER, WORD, KATAKANA = range(3)
"""Beside a character of the same kind, `WORD` and `KATAKANA` are one word with it; the others need not be."""

BEYOND = 0xFFFF
"""Stands in the tables for all characters outside the basic plane."""

_IGNORED = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\ud800-\udfff]")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_SIGNS = str.maketrans("\u2010\u2011\u2018\u2019", "--''")
_ALPHABETS = ("LATIN ", "GREEK ", "CYRILLIC ")
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff]")
_JAMO = re.compile("[\u1160-\u11ff]")


class Tables(NamedTuple):
    """By code point of the basic plane: the fold, in small letters and as written, the kind, the script of a fold."""

    small: Codes
    as_written: Codes
    kinds: Kinds
    scripts: Kinds


@cache
def tables() -> Tables:
    """The tables, made when they are first needed."""
    plane = [chr(code) for code in range(BEYOND)]
    kinds = [kind(each) for each in plane]
    cases = [_table([fold(each) for each in plane], kinds) for fold in (folded, written)]
    scripts = [script(each) for each in plane]
    return Tables(cases[0], cases[1], np.array([*kinds, WHOLE], np.uint8), np.array([*scripts, OTHER], np.uint8))


def _table(folds: list[str], kinds: list[int]) -> Codes:
    codes = (ord(fold) if of == PLAIN else ord(" ") for fold, of in zip(folds, kinds, strict=True))
    return np.array([*codes, ord(" ")], np.uint32)


def folded(cluster: str) -> str:
    """A character with what belongs to it, as it is compared: NFKC, small letters, plain hyphens and apostrophes."""
    return written(written(cluster).lower())


def written(cluster: str) -> str:
    """The same with the letters' case kept."""
    return _SELECTORS.sub("", unicodedata.normalize("NFKC", cluster)).translate(_SIGNS)


@lru_cache(4096)
def kind(character: str) -> int:
    """How a character goes with its neighbours."""
    if _IGNORED.match(character):
        return IGNORED
    if character.isspace():
        return SPACE
    if _extends(character):
        return EXTENDING
    is_one = len(folded(character)) == len(written(character)) == 1
    return PLAIN if is_one and ord(character) < BEYOND else WHOLE


def script(character: str) -> int:
    """The kind of word that a folded character can be in the middle of."""
    if _KATAKANA.match(character):
        return KATAKANA
    if character == "_" or unicodedata.category(character) in ("Nd", "Mn"):
        return WORD
    is_letter = character.isalpha() and unicodedata.name(character, "").startswith(_ALPHABETS)
    return WORD if is_letter else OTHER


def _extends(character: str) -> bool:
    first = unicodedata.normalize("NFKC", character)[:1]
    is_mark = unicodedata.category(character).startswith("M") or unicodedata.combining(first) != 0
    return is_mark or _JAMO.match(first) is not None
