"""The forms of all terms in memory: what is a form of a term, what begins so, what has it as a part."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from glossary.search.entries import Form, Table
from glossary.search.following import Shelf
from glossary.search.highlight import located
from glossary.search.values import TermMatch, chosen
from glossary.text import STAGES, fold, key, matched_on, reading_key, romaji_key, short_key

_REASONS = (*STAGES, "reading", "romaji", "prefix", "part", "search_form", "past_term")
_RANK = {reason: rank for rank, reason in enumerate(_REASONS)}
_STATUS = {"preferred": 0, "admitted": 1, "deprecated": 2, "superseded": 2, None: 3}
_KANA = re.compile("[\u3041-\u3096]")
_MOST_KEYS = 2000
_SHORT, _MANY = 5, 10

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
    return _best(found, _term)


def suggest(shelf: Shelf, prefix: str, allowed: Allowed, limit: int) -> list[TermMatch]:
    """What begins like this: whole forms first, then preferred terms, then shorter ones; each concept once."""
    with shelf.lock:
        found = [*_whole(shelf, prefix, allowed), *_beginning(shelf, prefix, allowed)]
    return _best(found, _concept, _in_suggestions)[: max(0, limit)]


def parts(shelf: Shelf, form: str, allowed: Allowed) -> list[TermMatch]:
    """Terms that begin with a form of two characters or more or have it as a part; each concept once."""
    found = key(form)
    if len(found) < 2:
        return []
    with shelf.lock:
        begun = _labelled("prefix", shelf.tables["text"].beginning(found, _MOST_KEYS), allowed)
        read = _labelled("prefix", _of_reading(shelf, reading_key(form)), allowed)
        inside = _labelled("part", shelf.tables["text"].containing(found), allowed)
        return _best([*begun, *read, *(each for each in inside if located(each.text, form))], _concept)


def nearest(shelf: Shelf, form: str, allowed: Allowed) -> str | None:
    """The term whose key is a slip of the pen away: one for up to five characters, two above."""
    wanted = key(form)
    if len(wanted) < 2 or (len(wanted) == 2 and wanted.isascii()):
        return None
    with shelf.lock:
        table = shelf.tables["text"]
        most = 1 if len(wanted) <= _SHORT else 2
        near = process.extract(wanted, table.keys(), scorer=OSA.distance, score_cutoff=most, limit=_MANY)
        found = [(far, each) for each_key, far, _ in near for each in table.whole(each_key) if _is_own(each, allowed)]
    return min(found, key=lambda each: (each[0], _order(each[1].match("part"))))[1].text if found else None


def _is_own(form: Form, allowed: Allowed) -> bool:
    return form.origin == "term" and not form.retired and allowed(form)


def _whole(shelf: Shelf, form: str, allowed: Allowed) -> list[TermMatch]:
    """The terms that a form is a form of; one that only lacks its ー counts where nothing else does."""
    if not (found := key(form)):
        return []
    by_spelling = list(_by_spelling(shelf, form, found, allowed))
    return by_spelling or list(_labelled("long_vowel", shelf.tables["short"].whole(short_key(form)), allowed))


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
    return shelf.tables["reading"].beginning(reading, _MOST_KEYS) if reading else iter(())


def _beginning(shelf: Shelf, prefix: str, allowed: Allowed) -> Iterator[TermMatch]:
    for table, begin in _beginnings(shelf, prefix):
        yield from _labelled("prefix", shelf.tables[table].beginning(begin, _MOST_KEYS), allowed)


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


def _term(match: TermMatch) -> tuple[object, ...]:
    return match.glossary, match.concept, match.language, match.term_index, match.text


def _concept(match: TermMatch) -> tuple[object, ...]:
    return match.glossary, match.concept


def _order(match: TermMatch) -> tuple[object, ...]:
    rank = _RANK["past_term"] if match.past else _RANK[match.matched_on]
    return (
        match.retired,
        rank,
        _STATUS[match.status],
        match.glossary,
        match.concept,
        match.language,
        len(match.text),
    )


def _in_suggestions(match: TermMatch) -> tuple[object, ...]:
    begins = match.matched_on == "prefix"
    rank = 0 if begins else _RANK[match.matched_on]
    return (
        begins, match.past, match.retired, rank, _STATUS[match.status], len(match.text),
        match.glossary, match.concept, match.text,
    )  # fmt: skip


def _best(
    found: Sequence[TermMatch],
    same: Callable[[TermMatch], tuple[object, ...]],
    order: Callable[[TermMatch], tuple[object, ...]] = _order,
) -> list[TermMatch]:
    best: dict[tuple[object, ...], TermMatch] = {}
    for match in sorted(found, key=order):
        best.setdefault(same(match), match)
    return list(best.values())
