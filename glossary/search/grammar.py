"""What a person means by a line of words: blanks part them, quotes join them, a leading minus excludes.

A star at the end asks for all words that begin so: two letters at least, in Japanese one character.

Everything else is taken literally. Nothing here can fail, whatever is typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from glossary.search.tokens import Unit, between, folded, is_cjk, is_hiragana, pairs, runs, spelled, unbroken, units

LONGEST = 200
MOST_WORDS = 16

_FEWEST = 2
_STAR = re.compile(r"(?<=[^\W_])[*＊]+\Z")
_PART = re.compile(r"(?P<minus>[-−－](?=\S))?(?:[\"“”„＂](?P<phrase>[^\"“”„＂]*)[\"“”„＂]?|(?P<word>[^\s\"“”„＂]+))")


class Phrase:
    """Units that have to stand one after the other: a word, or several in quotes; the last perhaps only begun."""

    def __init__(self, text: str) -> None:
        found = units(text)
        self.units = tuple(unit.text for unit in found)
        self.begun = _begun(text, found)
        self._runs = list(runs(found))

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """What the index must have for this phrase: words and pairs of characters."""
        every = (token for run in (self._runs[:-1] if self.begun else self._runs) for token in _tokens(run))
        return tuple(dict.fromkeys(every))

    @cached_property
    def beginnings(self) -> tuple[str, ...]:
        """Single characters, of which the index must have a token that begins so. Hiragana says too little."""
        alone = (run[0] for run in self._runs if len(run) == 1 and is_cjk(run[0]))
        return tuple(dict.fromkeys(one for one in alone if not is_hiragana(one)))

    def stands_in(self, text: str) -> bool:
        """Whether the units stand one after the other in a text."""
        if len(self._runs) == 1 and is_cjk(self.units[0]):
            return "".join(self.units) in unbroken(text)
        among = spelled(text)
        return self._spelled in among or bool(self.begun and self._spelled_begun in among)

    def stands_at(self, among: Sequence[str], at: int) -> bool:
        """Whether the units are those from this place on."""
        last = at + len(self.units) - 1
        if among[last] != self.units[-1] and not (self.begun and among[last].startswith(self.begun)):
            return False
        return tuple(among[at:last]) == self.units[:-1]

    @cached_property
    def _spelled(self) -> str:
        return between(self.units)

    @cached_property
    def _spelled_begun(self) -> str:
        return between((*self.units[:-1], self.begun))[:-1]

    @property
    def is_exact(self) -> bool:
        """Whether the index alone can tell that the phrase is there."""
        return len(self.tokens) + len(self.beginnings) + bool(self.begun) <= 1

    @property
    def is_searchable(self) -> bool:
        """Whether the index can tell anything about this phrase."""
        return bool(self.tokens or self.beginnings or self.begun)


def _begun(text: str, found: Sequence[Unit]) -> str:
    """The Latin letters or digits before a star at the end, folded but in no singular; empty without."""
    if not found or is_cjk(found[-1].text) or not _STAR.search(text):
        return ""
    begun = folded(text[found[-1].start : found[-1].end])[0]
    return begun if len(begun) >= _FEWEST else ""


def _tokens(run: list[str]) -> list[str]:
    if len(run) == 1:
        return [] if is_cjk(run[0]) else run
    return pairs(run)


class Asked(NamedTuple):
    """A line understood: what must occur, what must not, and all that is asked for as one form."""

    phrases: tuple[Phrase, ...]
    excluded: tuple[Phrase, ...]
    form: str


def understood(text: str) -> Asked:
    """A line of words, of which 200 characters and 16 words count."""
    parts = list(_PART.finditer(text[:LONGEST]))[:MOST_WORDS]
    wanted = [_text(part) for part in parts if not part["minus"]]
    excluded = [_text(part) for part in parts if part["minus"]]
    return Asked(_phrases(wanted), _phrases(excluded), " ".join(wanted).strip())


def _text(part: re.Match[str]) -> str:
    return part["phrase"] if part["word"] is None else part["word"]


def _phrases(texts: list[str]) -> tuple[Phrase, ...]:
    made = {(phrase.units, phrase.begun): phrase for phrase in map(Phrase, texts) if phrase.units}
    return tuple(made.values())
