"""What a person means by a line of words: blanks part them, quotes join them, a leading minus excludes.

A star at the end asks for all words that begin so: two letters at least, in Japanese one character.

Everything else is taken literally. Nothing here can fail, whatever is typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from glossary.search import dictionary
from glossary.search.tokens import Unit, between, folded, is_cjk, is_hiragana, pairs, runs, spelled, units
from glossary.text import content_words, okurigana_folded

LONGEST = 200
MOST_WORDS = 16

_FEWEST = 2
_SENTENCE = 5
_KANJI = re.compile("[\u3400-\u9fff]")
_STAR = re.compile(r"(?<=[^\W_])[*＊]+\Z")
_PART = re.compile(r"(?P<minus>[-−－](?=\S))?(?:[\"“”„＂](?P<phrase>[^\"“”„＂]*)[\"“”„＂]?|(?P<word>[^\s\"“”„＂]+))")


class Phrase:
    """Units that have to stand one after the other: a word, or several in quotes; the last perhaps only begun."""

    def __init__(self, text: str, is_begun: bool = False, is_quoted: bool = False) -> None:
        found = units(text)
        self.units = tuple(unit.text for unit in found)
        self.begun = _begun(text, found, is_begun)
        self.is_quoted, self.text = is_quoted, text
        self._runs = list(runs(found))
        short = okurigana_folded(text)
        self.short = Phrase(short, is_begun, is_quoted) if short != text else None

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """What the index must have for this phrase: words and pairs of characters."""
        if self.short:
            return self.short.tokens
        every = (token for run in (self._runs[:-1] if self.begun else self._runs) for token in _tokens(run))
        return tuple(dict.fromkeys(every))

    @cached_property
    def beginnings(self) -> tuple[str, ...]:
        """Single characters, of which the index must have a token that begins so. Hiragana says too little."""
        if self.short:
            return self.short.beginnings
        alone = (run[0] for run in self._runs if len(run) == 1 and is_cjk(run[0]))
        return tuple(dict.fromkeys(one for one in alone if not is_hiragana(one)))

    def stands_in(self, text: str) -> bool:
        """Whether the units stand one after the other in a text."""
        return self.is_in(spelled(text))

    def is_in(self, among: str) -> bool:
        """Whether they stand so in what `spelled` gave."""
        return any(needle in among for needle in self.needles)

    @cached_property
    def needles(self) -> tuple[str, ...]:
        """What stands in a text, as `spelled` has it, that has the phrase, with or without its okurigana."""
        texts = ["".join(run) for run in self._runs]
        begun = [_needle([*texts[:-1], self.begun])[:-1]] if self.begun else []
        return (_needle(texts), *begun, *(self.short.needles if self.short else ()))

    def stands_at(self, among: Sequence[str], at: int) -> bool:
        """Whether the units are those from this place on."""
        last = at + len(self.units) - 1
        if among[last] != self.units[-1] and not (self.begun and among[last].startswith(self.begun)):
            return False
        return tuple(among[at:last]) == self.units[:-1]

    @cached_property
    def sought(self) -> tuple[bytes, ...]:
        """The needles as they are looked for in files."""
        return tuple(needle.encode() for needle in self.needles)

    def content(self) -> tuple[str, ...]:
        """The words it has beside hiragana; none where nothing is to be left out."""
        return () if self.is_quoted or len(self.text) < _SENTENCE else content_words(self.text)

    @property
    def is_loose(self) -> bool:
        """Whether most of its pairs of characters may do for all: so with kanji, not in a loanword or a quotation."""
        return not self.is_quoted and len(self.text) >= _SENTENCE and bool(_KANJI.search(self.text))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of it by a dictionary, which need not stand one after the other; none for what is in quotes."""
        return tuple(dict.fromkeys(word for word, _, _ in self._placed))

    @property
    def written(self) -> tuple[str, ...]:
        """The same words as they are written in it."""
        return tuple(self.text[start:end] for _, start, end in self._placed)

    @cached_property
    def _placed(self) -> list[tuple[str, int, int]]:
        return [] if self.is_quoted or self.begun else list(dictionary.placed(self.text))

    @property
    def is_exact(self) -> bool:
        """Whether the index alone can tell that the phrase is there."""
        return self.short is None and len(self._runs) == 1 and len(self.units) <= 2

    @property
    def is_searchable(self) -> bool:
        """Whether the index can tell anything about this phrase."""
        return bool(self.tokens or self.beginnings or self.begun)


def _needle(runs: list[str]) -> str:
    """Runs as `spelled` has them, where Japanese may go on before and after them."""
    found = between(runs)
    found = found[1:] if is_cjk(runs[0]) else found
    return found[:-1] if is_cjk(runs[-1]) else found


def _begun(text: str, found: Sequence[Unit], is_begun: bool) -> str:
    """The Latin letters or digits before a star at the end, folded but in no singular; empty without."""
    if not found or is_cjk(found[-1].text) or not (is_begun or _STAR.search(text)):
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

    def by_content(self) -> Asked:
        """The same as words in kanji, katakana and Latin letters, without the hiragana between them, and as no form."""
        if not any(phrase.content() for phrase in self.phrases):
            return Asked((), self.excluded, "")
        found = dict.fromkeys(word for phrase in self.phrases for word in phrase.content() or (phrase.text,))
        return Asked(tuple(map(Phrase, found)), self.excluded, "")


def understood(text: str) -> Asked:
    """A line of words, of which 200 characters and 16 words count."""
    parts = list(_PART.finditer(text[:LONGEST]))[:MOST_WORDS]
    wanted = [part for part in parts if not part["minus"]]
    excluded = [part for part in parts if part["minus"]]
    return Asked(
        _phrases(wanted),
        tuple(each for each in _phrases(excluded) if each.is_searchable),
        " ".join(map(_text, wanted)).strip(),
    )


def _text(part: re.Match[str]) -> str:
    return part["phrase"] if part["word"] is None else part["word"]


def _phrases(parts: list[re.Match[str]]) -> tuple[Phrase, ...]:
    every = (Phrase(_text(part), is_quoted=part["word"] is None) for part in parts)
    return tuple({(phrase.units, phrase.begun): phrase for phrase in every if phrase.units}.values())
