"""What is a form of a term, what begins so, and what is a slip of the pen away."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import merge

from glossary.search.entries import KATAKANA, Form, Name, Table
from glossary.search.filters import Filter
from glossary.search.ranking import Lead, as_suggested, best, by_concept, by_term, whole_as_suggested
from glossary.search.reasons import Source
from glossary.search.slips import slips
from glossary.text import (
    STAGES,
    fold,
    is_written_with_kana,
    key,
    matched_on,
    mixed_beginning,
    okurigana_key,
    otherwise_meant,
    reading_key,
    romaji_key,
    short_key,
    without_aside,
)

_KANA = re.compile("[\u3041-\u3096]")
_MOST_MIXED = 128
_ENOUGH = 10
_NO_LIMITS = Filter()
_BOTH = 2

Allowed = Callable[[Form], bool]
Sources = Sequence[Source]


def terms(sources: Sources, form: str, within: Filter) -> list[Lead]:
    """What is a form of a term, the best first, each term once."""
    return best(_whole(sources, form, within.allows), by_term)


def concepts(sources: Sources, form: str, within: Filter) -> list[Lead]:
    """The same, each concept once."""
    return best(_whole(sources, form, within.allows), by_concept)


def under(sources: Sources, key: str, within: Filter) -> list[Lead]:
    """The terms in today's wording that have this key, each once; in what they differ otherwise is not told."""
    found = [form for form in _under(sources, "text", key) if form.name.origin == "term" and within.allows(form)]
    return best((Lead(form, STAGES[-1]) for form in found), by_term) if found else []


def suggest(sources: Sources, prefix: str, within: Filter, limit: int) -> list[Lead]:
    """What begins like this: whole forms first, then what begins so; where nothing does, a slip of the pen away."""
    spelled = _by_spelling(sources, prefix, within.allows, _ENOUGH + 2 * limit)
    whole = sorted(best(spelled, by_concept), key=whole_as_suggested)
    seen = {by_concept(lead) for lead in whole}
    begun = (lead for lead in _beginning(sources, prefix, within) if by_concept(lead) not in seen)
    found = [*whole, *_first_of_each(begun, limit - len(whole))]
    return (found or concepts(sources, prefix, within) or near(sources, prefix, within))[: max(0, limit)]


def near(sources: Sources, form: str, within: Filter) -> list[Lead]:
    """The terms a slip of the pen away from a form that is nobody's within these limits; each concept once."""
    is_anyones = within != _NO_LIMITS and bool(_whole(sources, form, lambda _: True))
    return [] if is_anyones else best(_leads("fuzzy", slips(sources, form), within.allows), by_concept)


def _first_of_each(leads: Iterable[Lead], most: int) -> Iterator[Lead]:
    """The first lead to each of so many concepts."""
    seen: set[object] = set()
    for lead in leads:
        if len(seen) >= most:
            return
        if (concept := by_concept(lead)) not in seen:
            seen.add(concept)
            yield lead


def _beginning(sources: Sources, prefix: str, within: Filter) -> Iterator[Lead]:
    prefixes = list(_beginnings(sources, prefix))
    suggested = [source.suggested(prefixes, within) for source in sources]
    return (Lead(form, "prefix") for form in merge(*suggested, key=as_suggested))


def _beginnings(sources: Sources, prefix: str) -> Iterator[tuple[Table, str]]:
    for begin in dict.fromkeys((fold(prefix, "script_variant"), key(prefix))):
        if begin:
            yield "text", begin
    if reading := reading_key(prefix):
        yield "reading", reading
    if typed := _romaji(prefix):
        yield "romaji", _typed(sources, typed)


def _typed(sources: Sources, romaji: str) -> str:
    """What was typed, without a syllable that is only half typed (harus as haru) where nothing begins so."""
    if any(source.keys("romaji", romaji, 1) for source in sources):
        return romaji
    return romaji.rstrip("bcdfghjklmnpqrstvwxyz") or romaji


def _whole(sources: Sources, form: str, allowed: Allowed) -> list[Lead]:
    """The terms that a form is a form of; where it is nobody's, those of which it is in some other way."""
    if not key(form):
        return []
    return _one(sources, form, allowed) or _otherwise(sources, form, allowed) or _aside(sources, form, allowed)


def _one(sources: Sources, form: str, allowed: Allowed) -> list[Lead]:
    for way in (_by_spelling, _by_what_is_left, _by_some_kana):
        if found := list(way(sources, form, allowed)):
            return found
    return []


def _otherwise(sources: Sources, form: str, allowed: Allowed) -> list[Lead]:
    """The terms of what may have been meant: デ−タ, CDs, an AI agent."""
    for reason, other in otherwise_meant(form):
        if found := _one(sources, other, allowed):
            return [lead._replace(matched_on=reason) for lead in found]
    return []


def _aside(sources: Sources, form: str, allowed: Allowed) -> list[Lead]:
    """The terms of LLM（大規模言語モデル）: of both parts, or of the one that is anybody's."""
    parts = [_one(sources, part, allowed) for part in without_aside(form)]
    found = [part for part in parts if part]
    if len(found) < _BOTH:
        return [lead for part in found for lead in part]
    shared = {by_concept(lead) for lead in found[0]} & {by_concept(lead) for lead in found[1]}
    return [lead for lead in found[0] if by_concept(lead) in shared]


def _by_some_kana(sources: Sources, form: str, allowed: Allowed) -> Iterator[Lead]:
    """The terms of which some kanji are written in kana: 金融ちょう."""
    if (begin := mixed_beginning(form)) is None:
        return
    table: Table = "reading" if begin.table == "reading" else "text"
    for source in sources:
        found = source.under(table, begin.key, begin.is_had_by, _MOST_MIXED)
        yield from _leads("reading", (each for each in found if _is_mixed(form, each.name)), allowed)


def _is_mixed(form: str, name: Name) -> bool:
    return any(is_written_with_kana(form, name.text, reading) for reading in name.readings)


def _by_what_is_left(sources: Sources, form: str, allowed: Allowed) -> Iterator[Lead]:
    if short := short_key(form):
        yield from _leads("long_vowel", _under(sources, "short", short), allowed)
        loanwords = (each for each in _under(sources, "text", short) if _is_in_katakana(each))
        yield from _leads("long_vowel", loanwords, allowed)
    if left := okurigana_key(form):
        yield from _leads("okurigana", _under(sources, "okurigana", left), allowed)
        yield from _leads("okurigana", _under(sources, "text", left), allowed)


def _is_in_katakana(form: Form) -> bool:
    return bool(KATAKANA.search(fold(form.name.text, "width")))


def _by_spelling(sources: Sources, form: str, allowed: Allowed, most: int | None = None) -> Iterator[Lead]:
    for each in filter(allowed, _under(sources, "text", key(form), most)):
        yield Lead(each, _reason(form, each))
    yield from _leads("reading", _under(sources, "reading", reading_key(form), most), allowed)
    yield from _leads("romaji", _under(sources, "romaji", _romaji(form), most), allowed)


def _under(sources: Sources, table: Table, key: str, most: int | None = None) -> Iterator[Form]:
    return (form for source in sources for form in source.whole(table, key, most)) if key else iter(())


def _reason(form: str, found: Form) -> str:
    if found.name.origin == "term":
        return matched_on(form, found.name.text) or STAGES[-1]
    return "search_form" if found.name.origin == "search_form" else "past_term"


def _romaji(form: str) -> str:
    return "" if _KANA.search(fold(form, "kana")) else romaji_key(form)


def _leads(reason: str, forms: Iterable[Form], allowed: Allowed) -> Iterator[Lead]:
    return (Lead(form, reason) for form in forms if allowed(form))
