"""What is kept in memory of a concept: its forms with their keys, and its texts, as they hold now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from glossary.model import LanguageSection, Revision, SyncState, Term, TermStatus
from glossary.search.letters import lettered
from glossary.search.values import TermMatch
from glossary.search.wordings import Text, Wording, names, texts
from glossary.text import fold, key, okurigana_key, reading_key, romaji_key, short_key

Origin = Literal["term", "search_form", "past"]
Table = Literal["text", "short", "okurigana", "reading", "romaji"]

_LATIN = re.compile("[a-z]")
_KANA = re.compile("[\u3041-\u30fa\uff66-\uff9d]")


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


class Past(NamedTuple):
    """An earlier wording: all that it said, and from when it held."""

    number: int
    valid_from: str
    texts: tuple[Text, ...]


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
    sync: frozenset[SyncState]
    languages: tuple[str, ...]
    postings: tuple[Posting, ...]
    texts: tuple[Text, ...]
    past: tuple[Past, ...]

    def names(self) -> Iterator[Text]:
        """The terms and search forms in force."""
        forms = (each.form for each in self.postings if each.table == "text" and each.form.origin != "past")
        return (Text(form.language, "term", form.text) for form in forms)


def entry(held: Sequence[Wording]) -> Entry | None:
    """The concept as it is in force; None while no wording of it has begun."""
    now = next((each.revision for each in held if each.standing in ("current", "retired")), None)
    if now is None:
        return None
    past = [each.revision for each in held if each.standing == "past"]
    said = tuple(texts(now))
    return Entry(
        now.glossary,
        now.concept.id,
        now.number,
        now.valid_at,
        now.status == "retired",
        frozenset(now.concept.subjects),
        frozenset(sync.state for sync in now.sync.values()),
        tuple(now.concept.languages),
        tuple(_postings(now, past)),
        said,
        _past(past, said),
    )


def _past(revisions: Sequence[Revision], said: Iterable[Text]) -> tuple[Past, ...]:
    """Earlier wordings, the oldest first; what is said again and again is kept once."""
    once = {text: text for text in said}
    return tuple(
        Past(each.number, each.valid_from, tuple(once.setdefault(text, text) for text in (*names(each), *texts(each))))
        for each in revisions
    )


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
    yield from _under("okurigana", {okurigana_key(term.text)} - {key(term.text)}, form)
    yield from _under("reading", map(reading_key, sounds), form)
    yield from _under("romaji", [romaji_key(each) for each in [*sounds, *kana] if _KANA.search(each)], form)


def _under(table: Table, keys: Iterable[str], form: Form) -> Iterator[Posting]:
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
