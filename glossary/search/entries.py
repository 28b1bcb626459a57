"""What the search knows of a concept: its names with their keys as they hold now, and all that was ever said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

import msgspec

from glossary.model import Revision, SyncState, Term, TermStatus
from glossary.search.values import TermMatch
from glossary.search.wordings import Standing, Text, Wording, names, texts
from glossary.text import fold, key, lettered, okurigana_key, reading_key, romaji_key, short_key

Origin = Literal["term", "search_form", "past"]
Table = Literal["text", "short", "okurigana", "reading", "romaji"]
TABLES: tuple[Table, ...] = ("text", "short", "okurigana", "reading", "romaji")

_LATIN = re.compile("[a-z]")
_KANA = re.compile("[\u3041-\u30fa\uff66-\uff9d]")
KATAKANA = re.compile("[\u30a1-\u30fa]")


class Name(msgspec.Struct, frozen=True, array_like=True):
    """A text that leads to a concept, and why, with its place among the terms and its readings.

    A search form has the readings of the preferred term.
    """

    language: str
    place: int | None
    text: str
    status: TermStatus | None
    origin: Origin
    readings: tuple[str, ...] = ()


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """A concept as it is in force. `use` counts the concepts that are related to it."""

    glossary: str
    concept: str
    number: int
    began: int
    retired: bool
    subjects: tuple[str, ...]
    sync: tuple[SyncState, ...]
    languages: tuple[str, ...]
    names: tuple[Name, ...]
    use: int = 0

    def form(self, place: int) -> Form:
        """One of the names, with the concept it leads to."""
        return Form(self, self.names[place])


class Told(msgspec.Struct, frozen=True, array_like=True):
    """One wording: how it stands, and all that it says, names included."""

    number: int
    valid_from: str
    standing: Standing
    texts: tuple[Text, ...]


class Form(NamedTuple):
    """A name, and the concept that it leads to."""

    entry: Entry
    name: Name

    def match(self, matched_on: str) -> TermMatch:
        """The form as an answer."""
        return TermMatch(
            glossary=self.entry.glossary,
            concept=self.entry.concept,
            number=self.entry.number,
            language=self.name.language,
            term_index=self.name.place,
            text=self.name.text,
            status=self.name.status,
            matched_on=matched_on,
            past=self.name.origin == "past",
            retired=self.entry.retired,
        )


class Posting(NamedTuple):
    """A key of one of the tables, and which of the names it leads to."""

    table: Table
    key: str
    place: int


class Taken(NamedTuple):
    """All that is known of a concept: to which others it is related, and when wordings that lie ahead begin too."""

    entry: Entry
    told: tuple[Told, ...]
    postings: tuple[Posting, ...]
    related: tuple[str, ...]
    ahead: tuple[int, ...]


def taken(held: Sequence[Wording]) -> Taken | None:
    """What is known of a concept by its wordings; None while none of them has begun."""
    now = next((each.revision for each in held if each.standing in ("current", "retired")), None)
    if now is None:
        return None
    found = _keyed_names(now, [each.revision for each in held if each.standing == "past"])
    entry = Entry(
        now.glossary,
        now.concept.id,
        now.number,
        now.valid_at,
        now.status == "retired",
        now.concept.subjects,
        tuple(sorted({sync.state for sync in now.sync.values()})),
        tuple(now.concept.languages),
        tuple(name for name, _ in found),
    )
    postings = tuple(Posting(*keyed, place) for place, (_, every) in enumerate(found) for keyed in every)
    related = tuple(each.target for each in now.concept.relations)
    ahead = tuple(each.revision.valid_at for each in held if each.standing == "upcoming")
    return Taken(entry, tuple(map(_told, held)), postings, related, ahead)


def _told(wording: Wording) -> Told:
    said = wording.revision
    return Told(said.number, said.valid_from, wording.standing, (*texts(said), *names(said)))


Keyed = tuple[Name, list[tuple[Table, str]]]


def _keyed_names(now: Revision, past: Sequence[Revision]) -> list[Keyed]:
    """The terms and search forms in force and the terms of earlier wordings, each with its keys."""
    current = list(_present(now))
    seen = {(name.language, keys[0][1]) for name, keys in current if keys and name.origin == "term"}
    return [*current, *_gone(past, seen)]


def _present(now: Revision) -> Iterator[Keyed]:
    for language, section in now.concept.languages.items():
        for place, term in enumerate(section.terms):
            yield Name(language, place, term.text, term.status, "term", term.readings), list(_term_keys(term))
        for text in section.search_forms:
            name = Name(language, None, text, None, "search_form", section.preferred.readings)
            yield name, list(_under("text", [key(text)]))


def _gone(past: Sequence[Revision], seen: set[tuple[str, str]]) -> Iterator[Keyed]:
    for revision in reversed(past):
        for language, section in revision.concept.languages.items():
            for term in section.terms:
                if (found := (language, key(term.text))) not in seen:
                    seen.add(found)
                    yield Name(language, None, term.text, term.status, "past"), list(_under("text", [found[1]]))


def _term_keys(term: Term) -> Iterator[tuple[Table, str]]:
    own = key(term.text)
    yield from _under("text", [own])
    if term.readings or not term.text.isascii():
        yield from _japanese_keys(term, own)


def _japanese_keys(term: Term, own: str) -> Iterator[tuple[Table, str]]:
    sounds = [*term.readings, *(lettered(term.text, reading) for reading in term.readings)]
    kana = [] if _LATIN.search(own) else [term.text]
    if KATAKANA.search(fold(term.text, "width")):
        yield from _under("short", {short_key(term.text)} - {own})
    yield from _under("okurigana", {okurigana_key(term.text)} - {own})
    yield from _under("reading", map(reading_key, sounds))
    yield from _under("romaji", [romaji_key(each) for each in [*sounds, *kana] if _KANA.search(each)])


def _under(table: Table, keys: Iterable[str]) -> Iterator[tuple[Table, str]]:
    return ((table, found) for found in dict.fromkeys(keys) if found)
