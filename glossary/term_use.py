"""Whether a translation uses the terms of the glossaries: what it lacks, and what had better be said otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from glossary.annotating import Finder, every_form
from glossary.i18n import N_, translate
from glossary.marking import TermMark, revisions_of, term_marks
from glossary.model import Term, Value
from glossary.store import Database

Severity = Literal["error", "warning", "information"]
Side = Literal["source", "target"]

USES: dict[str, tuple[Severity, str]] = {
    "term-missing": (
        "warning",
        N_("The translation has no term for “{said}” (in the source: {count}×); preferred: “{term}”."),
    ),
    "preferred-term-missing": (
        "information",
        N_("The translation of “{said}” has only other terms; preferred: “{term}”."),
    ),
    "no-term": ("information", N_("The glossary has no term for “{said}” in the language of the translation.")),
    "deprecated-term": ("error", N_("“{said}” is a deprecated term; preferred: “{term}”.")),
    "superseded-term": ("warning", N_("“{said}” is a former term; preferred: “{term}”.")),
}
"""The codes of what can be found, how grave each is, and what people are told of it."""

_OUTDATED = {"deprecated": "deprecated-term", "superseded": "superseded-term"}


class Passage(Value, frozen=True):
    """A text in a language."""

    language: str
    text: str


class UseFinding(Value, frozen=True, kw_only=True):
    """Something about the use of a term: on which side it stands, and where; `expected` is what had better be used."""

    code: str
    side: Side
    mark: TermMark
    expected: Term | None
    count: int = 1

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return USES[self.code][0]

    def message(self, language: str) -> str:
        """What a person is told, in their language."""
        term = self.expected.text if self.expected else ""
        return translate(language, USES[self.code][1]).format(said=self.mark.text, term=term, count=self.count)


def term_use(finder: Finder, source: Passage, target: Passage, database: Database) -> list[UseFinding]:
    """What is found about the terms of a translation: first of what the source says, then of what the target says."""
    said, translated = (_marks(finder, passage, database) for passage in (source, target))
    return [*_untranslated(said, translated, target.language), *_outdated(translated, target.language)]


def _marks(finder: Finder, passage: Passage, database: Database) -> list[TermMark]:
    spots = every_form(finder, passage.text, passage.language)
    return list(term_marks(spots, revisions_of(database, spots)))


def _untranslated(said: Sequence[TermMark], translated: Iterable[TermMark], language: str) -> Iterator[UseFinding]:
    """For each concept of the source, at its first place, whether the translation has its preferred term."""
    used = {(_concept(mark), mark.status) for mark in translated}
    counts = Counter(map(_concept, said))
    firsts = {_concept(mark): mark for mark in reversed(said)}
    for concept, mark in reversed(firsts.items()):
        expected = preferred(mark, language)
        if code := _missing(expected, {status for each, status in used if each == concept}, mark):
            yield UseFinding(code=code, side="source", mark=mark, expected=expected, count=counts[concept])


def _missing(expected: Term | None, used: set[str | None], mark: TermMark) -> str | None:
    """What is to be said of a concept of the source, by the status of the terms that the translation has of it."""
    if used:
        return None if used & {"preferred", *_OUTDATED} else "preferred-term-missing"
    if is_ambiguous(mark):
        return None
    return "term-missing" if expected else "no-term"


def _outdated(translated: Iterable[TermMark], language: str) -> Iterator[UseFinding]:
    for mark in translated:
        if code := _OUTDATED.get(mark.status or ""):
            yield UseFinding(code=code, side="target", mark=mark, expected=preferred(mark, language))


def preferred(mark: TermMark, language: str) -> Term | None:
    """The term that the glossary prefers for what was found, in a language."""
    section = mark.revision.concept.languages.get(language)
    return section.preferred if section and section.terms else None


def is_ambiguous(mark: TermMark) -> bool:
    """Whether a form means too many other things to say that its concept is spoken of."""
    terms = mark.revision.concept.languages[mark.language].terms
    return any(term.text == mark.term and term.autolink == "never" for term in terms)


def _concept(mark: TermMark) -> tuple[str, str]:
    return mark.revision.glossary, mark.revision.concept.id
