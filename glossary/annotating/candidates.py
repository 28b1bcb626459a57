"""Where forms stand in a text between two edges: every place, also those that overlap."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from glossary.annotating.characters import OTHER, WORD
from glossary.annotating.folding import Folded
from glossary.annotating.lexicon import Flags, Lexicon, Numbers

_S, _E = ord("s"), ord("e")
_ZERO, _NINE, _UNDERLINE = ord("0"), ord("9"), ord("_")


class Candidates(NamedTuple):
    """Columns: the pattern, where it stands in the folded text, with its ending, and how long that ending is."""

    pattern: Numbers
    start: Numbers
    end: Numbers
    ending: Numbers


def candidates(lexicon: Lexicon, text: Folded, language: str | None) -> Candidates:
    """Where the forms of a lexicon stand: they begin and end with a word, perhaps with the s or es of a plural."""
    found = lexicon.found(text.marked, language)
    pattern, start, end = found[:, 0], text.back[found[:, 1]], text.back[found[:, 2]]
    ending = _endings(text, end)
    kept = np.flatnonzero(ending >= 0)
    pattern, start, ending = pattern[kept], start[kept], ending[kept]
    end = end[kept] + ending
    if len(text.starts) and _is_one_for_one(text):
        return Candidates(pattern, start, end, ending)
    whole = ~_is_inside(text, start) & ~_is_inside(text, end)
    return Candidates(pattern[whole], start[whole], end[whole], ending[whole])


def _endings(text: Folded, end: Numbers) -> Numbers:
    """How long the ending of a plural is: 0 where the word ends already, -1 where it goes on otherwise."""
    scripts = np.concatenate((text.scripts, np.full(3, OTHER, np.uint8)))
    codes = np.concatenate((text.codes, np.zeros(3, np.uint32)))
    own = scripts[end - 1]
    goes_on = (own != OTHER) & (own == scripts[end])
    endings = np.where(goes_on, -1, 0)
    open_ = np.flatnonzero(goes_on & (own == WORD) & ((codes[end] == _S) | (codes[end] == _E)))
    at, last = end[open_], codes[end[open_] - 1]
    is_letter = ~(((last >= _ZERO) & (last <= _NINE)) | (last == _UNDERLINE))
    has_s = is_letter & (codes[at] == _S) & (scripts[at + 1] != WORD)
    has_es = is_letter & (codes[at] == _E) & (codes[at + 1] == _S) & (scripts[at + 2] != WORD)
    endings[open_] = np.select([has_s, has_es], [1, 2], -1)
    return endings


def _is_one_for_one(text: Folded) -> bool:
    """Whether each folded character stands for characters of its own."""
    return bool(text.starts[-1] == len(text.starts) - 1)


def _is_inside(text: Folded, places: Numbers) -> Flags:
    """Whether a place is in the middle of what one character of the given text stands for."""
    inside = np.zeros(len(text.starts) + 1, np.bool_)
    inside[1:-1] = text.starts[1:] == text.starts[:-1]
    return inside[places]
