"""The prose in which a careful person has marked what they would link, and how near to that the product comes."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from glossary.annotating import Finder, Lexicon, marks_of_text, named
from glossary.seed import shipped_seed

_GOLD = Path(__file__).with_name("gold.txt")
_MARK = re.compile("⟦([^|⟧]*)\\|([^⟧]*)⟧")

Place = tuple[int, int, str]
"""From, to, and the concept."""


class Paragraph(NamedTuple):
    """A paragraph without its marks, and where these are."""

    language: str
    text: str
    marks: frozenset[Place]


class Agreement(NamedTuple):
    """How many marks are both ours and the person's, only ours, and only the person's, each with its words."""

    both: int
    ours: Counter[str]
    theirs: Counter[str]

    @property
    def precision(self) -> float:
        """The share of our marks that the person has too."""
        return self.both / (self.both + self.ours.total())

    @property
    def recall(self) -> float:
        """The share of the person's marks that we have too."""
        return self.both / (self.both + self.theirs.total())


def paragraphs() -> list[Paragraph]:
    """All that was marked by hand."""
    parts = re.split(r"^@ (ja|en) .*\n", _GOLD.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [_paragraph(language, text.strip()) for language, text in zip(parts[::2], parts[1::2], strict=True)]


def agreement(language: str) -> Agreement:
    """The product with the shipped glossary, against the person."""
    finder = Finder([Lexicon("ai-finance", [named(draft.concept, 1) for draft in shipped_seed().drafts])])
    both, ours, theirs = 0, Counter[str](), Counter[str]()
    for paragraph in paragraphs():
        if paragraph.language == language:
            found = _found(finder, paragraph.text)
            both += len(found & paragraph.marks)
            ours.update(paragraph.text[start:end] for start, end, _ in found - paragraph.marks)
            theirs.update(paragraph.text[start:end] for start, end, _ in paragraph.marks - found)
    return Agreement(both, ours, theirs)


def _found(finder: Finder, text: str) -> frozenset[Place]:
    marks = marks_of_text(finder, text, None, first_only=False)
    return frozenset((mark.start, mark.end, mark.meant.concept) for mark in marks)


def _paragraph(language: str, text: str) -> Paragraph:
    plain, marks, at = "", set(), 0
    for found in _MARK.finditer(text):
        plain += text[at : found.start()]
        marks.add((len(plain), len(plain) + len(found[1]), found[2]))
        plain, at = plain + found[1], found.end()
    return Paragraph(language, plain + text[at:], frozenset(marks))
