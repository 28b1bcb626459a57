"""The forms of all terms in memory: what is a form of a term, what begins so, what has it as a part."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from glossary.search.entries import Form, Table
from glossary.search.following import Shelf
from glossary.search.ranking import as_suggested, best, by_concept, by_term
from glossary.search.slips import slips
from glossary.search.tokens import between, spelled, units
from glossary.search.values import TermMatch, chosen
from glossary.text import STAGES, fold, key, matched_on, okurigana_key, reading_key, romaji_key, short_key

_KANA = re.compile("[\u3041-\u3096]")
_MOST_SUGGESTED, _MOST_PARTS = 200, 1000

Allowed = Callable[[Form], bool]


class Limits(NamedTuple):
    """Which forms may be an answer; None takes all."""

    languages: Sequence[str] | None = None
    glossaries: Sequence[str] | None = None

    def allow(self, form: Form) -> bool:
        """Whether this form may be an answer."""
        return chosen(form.language, self.languages) and chosen(form.glossary, self.glossaries)


def terms(shelf: Shelf, form: str, allowed: Allowed) -> list[TermMatch]:
    """What is a form of a term, the best first, each term once."""
    with shelf.lock:
        found = _whole(shelf, form, allowed)
    return best(found, by_term)


def suggest(shelf: Shelf, prefix: str, allowed: Allowed, limit: int) -> list[TermMatch]:
    """What begins like this: whole forms first, then what begins so; where nothing does, a slip of the pen away."""
    with shelf.lock:
        found = [*_whole(shelf, prefix, allowed), *_beginning(shelf, prefix, allowed)]
        found = found or _near(shelf, prefix, allowed)
    return best(found, by_concept, as_suggested)[: max(0, limit)]


def parts(shelf: Shelf, form: str, allowed: Allowed) -> list[TermMatch]:
    """Terms that begin with a form of two characters or more or have it as a part; each concept once."""
    found = key(form)
    if len(found) < 2:
        return []
    with shelf.lock:
        begun = _labelled("prefix", shelf.tables["text"].beginning(found, _MOST_PARTS), allowed)
        read = _labelled("prefix", _of_reading(shelf, reading_key(form)), allowed)
        inside = _labelled("part", shelf.tables["text"].containing(found, _MOST_PARTS), allowed)
        return best([*begun, *read, *_where(inside, form)], by_concept)


def _where(inside: Iterable[TermMatch], form: str) -> Iterator[TermMatch]:
    """Those of which the form is a part: in Latin script from the beginning of a word."""
    part = between(unit.text for unit in units(form))[:-1]
    return (each for each in inside if part in spelled(each.text))


def near(shelf: Shelf, form: str, allowed: Allowed) -> list[TermMatch]:
    """The terms a slip of the pen away from a form that is nobody's; each concept once."""
    with shelf.lock:
        return best(_near(shelf, form, allowed), by_concept)


def _near(shelf: Shelf, form: str, allowed: Allowed) -> list[TermMatch]:
    is_anyones = bool(_whole(shelf, form, lambda _: True))
    return [] if is_anyones else [each.match("fuzzy") for each in slips(shelf, form) if allowed(each)]


def _whole(shelf: Shelf, form: str, allowed: Allowed) -> list[TermMatch]:
    """The terms that a form is a form of; where there are none, those that only its ー or okurigana tell from it."""
    if not (found := key(form)):
        return []
    return list(_by_spelling(shelf, form, found, allowed)) or list(_by_what_is_left(shelf, form, allowed))


def _by_what_is_left(shelf: Shelf, form: str, allowed: Allowed) -> Iterator[TermMatch]:
    yield from _labelled("long_vowel", shelf.tables["short"].whole(short_key(form)), allowed)
    if left := okurigana_key(form):
        yield from _labelled("okurigana", shelf.tables["okurigana"].whole(left), allowed)
        yield from _labelled("okurigana", shelf.tables["text"].whole(left), allowed)


def _by_spelling(shelf: Shelf, form: str, found: str, allowed: Allowed) -> Iterator[TermMatch]:
    for each in filter(allowed, shelf.tables["text"].whole(found)):
        yield each.match(_reason(form, each))
    yield from _labelled("reading", shelf.tables["reading"].whole(reading_key(form)), allowed)
    yield from _labelled("romaji", shelf.tables["romaji"].whole(_romaji(form)), allowed)


def _reason(form: str, found: Form) -> str:
    if found.origin == "term":
        return matched_on(form, found.text) or STAGES[-1]
    return "search_form" if found.origin == "search_form" else "past_term"


def _romaji(form: str) -> str:
    return "" if _KANA.search(fold(form, "kana")) else romaji_key(form)


def _labelled(reason: str, forms: Iterable[Form], allowed: Allowed) -> Iterator[TermMatch]:
    return (form.match(reason) for form in forms if allowed(form))


def _of_reading(shelf: Shelf, reading: str) -> Iterator[Form]:
    return shelf.tables["reading"].beginning(reading, _MOST_PARTS) if reading else iter(())


def _beginning(shelf: Shelf, prefix: str, allowed: Allowed) -> Iterator[TermMatch]:
    for table, begin in _beginnings(shelf, prefix):
        yield from _labelled("prefix", shelf.tables[table].beginning(begin, _MOST_SUGGESTED), allowed)


def _beginnings(shelf: Shelf, prefix: str) -> Iterator[tuple[Table, str]]:
    for begin in dict.fromkeys((fold(prefix, "script_variant"), key(prefix))):
        if begin:
            yield "text", begin
    if reading := reading_key(prefix):
        yield "reading", reading
    if typed := _romaji(prefix):
        yield "romaji", _typed(shelf, typed)


def _typed(shelf: Shelf, romaji: str) -> str:
    """What was typed, without a syllable that is only half typed (harus as haru) where nothing begins so."""
    if any(True for _ in shelf.tables["romaji"].beginning(romaji, 1)):
        return romaji
    return romaji.rstrip("bcdfghjklmnpqrstvwxyz") or romaji
