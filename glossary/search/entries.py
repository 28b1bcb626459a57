"""What is kept in memory of a concept: its forms with their keys, and its texts, as they hold now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from glossary.model import LanguageSection, Revision, Term, TermStatus
from glossary.search.letters import lettered
from glossary.search.values import TermMatch
from glossary.text import fold, key, reading_key, romaji_key, short_key
from glossary.times import FAR_FUTURE

Origin = Literal["term", "search_form", "past"]
Table = Literal["text", "short", "reading", "romaji"]
Standing = Literal["current", "past", "upcoming", "retired"]

_LATIN = re.compile("[a-z]")


class Form(NamedTuple):
    """A text that leads to a concept, and why."""

    glossary: str
    concept: str
    number: int
    language: str
    place: int | None
    text: str
    status: TermStatus | None
    origin: Origin
    retired: bool

    def match(self, matched_on: str) -> TermMatch:
        """The form as an answer."""
        return TermMatch(
            glossary=self.glossary,
            concept=self.concept,
            number=self.number,
            language=self.language,
            term_index=self.place,
            text=self.text,
            status=self.status,
            matched_on=matched_on,
            past=self.origin == "past",
            retired=self.retired,
        )


class Text(NamedTuple):
    """One text of a concept, and which of its members it is."""

    language: str
    field: str
    text: str


class Posting(NamedTuple):
    """A form under a key of one of the tables."""

    table: Table
    key: str
    form: Form


class Entry(NamedTuple):
    """A concept as it is in force: what is found in memory and shown of it."""

    glossary: str
    concept: str
    number: int
    began: int
    retired: bool
    subjects: frozenset[str]
    languages: tuple[str, ...]
    postings: tuple[Posting, ...]
    texts: tuple[Text, ...]


class Wording(NamedTuple):
    """A revision, how it stands now, and from when until when it holds."""

    revision: Revision
    standing: Standing
    until: int


def wordings(revisions: Sequence[Revision], at: int) -> list[Wording]:
    """The revisions of a concept in the order in which they hold."""
    ordered = sorted(revisions, key=lambda each: (each.valid_at, each.number))
    ends = [later.valid_at for _, later in pairwise(ordered)] + [FAR_FUTURE]
    begun = sum(each.valid_at <= at for each in ordered)
    return [
        Wording(revision, _standing(revision, place - begun + 1), end)
        for place, (revision, end) in enumerate(zip(ordered, ends, strict=True))
    ]


def _standing(revision: Revision, place: int) -> Standing:
    if place:
        return "upcoming" if place > 0 else "past"
    return "retired" if revision.status == "retired" else "current"


def entry(held: Sequence[Wording]) -> Entry | None:
    """The concept as it is in force; None while no wording of it has begun."""
    now = next((each.revision for each in held if each.standing in ("current", "retired")), None)
    if now is None:
        return None
    past = [each.revision for each in held if each.standing == "past"]
    return Entry(
        now.glossary,
        now.concept.id,
        now.number,
        now.valid_at,
        now.status == "retired",
        frozenset(now.concept.subjects),
        tuple(now.concept.languages),
        tuple(_postings(now, past)),
        tuple(texts(now)),
    )


def texts(revision: Revision) -> Iterator[Text]:
    """Every text of a revision but its terms."""
    for language, section in revision.concept.languages.items():
        if section.definition:
            yield Text(language, "definition", section.definition.text)
        yield from (Text(language, "note", note.text) for note in section.notes)
        yield from (Text(language, "example", example.text) for example in section.examples)
        yield from _texts_of_terms(language, section)


def _texts_of_terms(language: str, section: LanguageSection) -> Iterator[Text]:
    for term in section.terms:
        if term.usage:
            yield Text(language, "usage", term.usage)
        yield from (Text(language, "context", context.text) for context in term.contexts)


def _postings(now: Revision, past: Sequence[Revision]) -> Iterator[Posting]:
    seen: set[tuple[str, str]] = set()
    for language, section in now.concept.languages.items():
        for index, term in enumerate(section.terms):
            seen.add((language, key(term.text)))
            yield from _term_postings(term, _form(now, language, index, term, "term"))
        yield from _search_forms(now, language, section)
    yield from _past_postings(now, past, seen)


def _form(now: Revision, language: str, index: int | None, term: Term, origin: Origin) -> Form:
    retired = now.status == "retired"
    return Form(now.glossary, now.concept.id, now.number, language, index, term.text, term.status, origin, retired)


def _term_postings(term: Term, form: Form) -> Iterator[Posting]:
    mixed = [lettered(term.text, reading) for reading in term.readings]
    sounds = [*term.readings, *mixed]
    kana = [] if _LATIN.search(key(term.text)) else [term.text]
    yield from _under("text", [key(term.text)], form)
    if "ー" in fold(term.text, "width"):
        yield from _under("short", [short_key(term.text)], form)
    yield from _under("reading", map(reading_key, sounds), form)
    yield from _under("romaji", map(romaji_key, [*sounds, *kana]), form)


def _under(table: Table, keys: Sequence[str] | map[str], form: Form) -> Iterator[Posting]:
    return (Posting(table, found, form) for found in dict.fromkeys(keys) if found)


def _search_forms(now: Revision, language: str, section: LanguageSection) -> Iterator[Posting]:
    for text in section.search_forms:
        form = _form(now, language, None, section.preferred, "search_form")
        yield from _under("text", [key(text)], form._replace(text=text, status=None))


def _past_postings(now: Revision, past: Sequence[Revision], seen: set[tuple[str, str]]) -> Iterator[Posting]:
    for revision in reversed(past):
        for language, section in revision.concept.languages.items():
            for term in section.terms:
                if (found := (language, key(term.text))) not in seen:
                    seen.add(found)
                    yield from _under("text", [found[1]], _form(now, language, None, term, "past"))
