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
    end = end + ending
    kept = (ending >= 0) & ~_is_inside(text, start) & ~_is_inside(text, end)
    return Candidates(pattern[kept], start[kept], end[kept], ending[kept])


def _endings(text: Folded, end: Numbers) -> Numbers:
    """How long the ending of a plural is: 0 where the word ends already, -1 where it goes on otherwise."""
    scripts = np.concatenate((text.scripts, np.full(3, OTHER, np.uint8)))
    codes = np.concatenate((text.codes, np.zeros(2, np.uint32)))
    goes_on = (scripts[end - 1] != OTHER) & (scripts[end - 1] == scripts[end])
    last = text.codes[end - 1]
    is_word = goes_on & (scripts[end] == WORD) & ~(((last >= _ZERO) & (last <= _NINE)) | (last == _UNDERLINE))
    has_s = is_word & (codes[end] == _S) & (scripts[end + 1] != WORD)
    has_es = is_word & (codes[end] == _E) & (codes[np.minimum(end + 1, len(codes) - 1)] == _S)
    has_es &= scripts[np.minimum(end + 2, len(scripts) - 1)] != WORD
    return np.select([~goes_on, has_s, has_es], [0, 1, 2], -1)


def _is_inside(text: Folded, places: Numbers) -> Flags:
    """Whether a place is in the middle of what one character of the given text stands for."""
    inside = np.zeros(len(text.starts) + 1, np.bool_)
    inside[1:-1] = text.starts[1:] == text.starts[:-1]
    return inside[places]
