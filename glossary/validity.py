"""The rules that a concept and a glossary must keep, each a small function that yields what is wrong.

Editorial advice is another matter (it warns); what is found here is refused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from babel.core import parse_locale

from glossary.faults import Fault, escaped
from glossary.model import Concept, Draft, Edition, LanguageSection, Settings
from glossary.texts import text_faults
from glossary.times import begin, is_time_zone

ID_PATTERN = "[a-z0-9]+(?:-[a-z0-9]+)*"
_ID = re.compile(ID_PATTERN, re.ASCII)
ID_LENGTH = 80
MOST_STEPS = 10
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
_URI = re.compile(r"(https?://|urn:)[^\s<>\"]+", re.IGNORECASE)
_MEMBER = re.compile(r"Object (contains unknown|missing required) field `(.*)`", re.DOTALL)
_SHAPES = {"contains unknown": "unknown-member", "missing required": "missing"}
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)


def concept_faults(draft: Draft, settings: Settings) -> Iterator[Fault]:
    """Everything that keeps a draft from becoming a revision, without asking the record."""
    concept = draft.concept
    yield from id_faults(concept.id, "/id")
    yield from text_faults(msgspec.to_builtins(concept))
    yield from note_faults(draft.change_note)
    yield from _moment(draft.valid_from, settings)
    yield from _subjects(concept, settings)
    yield from _relations(concept)
    for language, section in concept.languages.items():
        yield from _section(language, section, settings)
    yield from _languages(concept)
    yield from _circles(concept)
    yield from _uris(msgspec.to_builtins(concept), "")


def note_faults(note: Mapping[str, str] | None) -> Iterator[Fault]:
    """What is wrong with a remark about a change."""
    yield from text_faults(note, "/change_note")
    yield from _tags(note or {}, "/change_note")


def settings_faults(settings: Settings) -> Iterator[Fault]:
    """Everything that is wrong with what a glossary says of itself."""
    yield from id_faults(settings.id, "/id")
    told = msgspec.to_builtins(settings)
    yield from text_faults(told)
    yield from _uris(told, "")
    yield from _maps(settings)
    for number, language in enumerate(settings.languages):
        if not is_language(language):
            yield Fault(f"/languages/{number}", "bad-language", {"language": language})
    if settings.source_language not in settings.languages:
        yield Fault("/source_language", "source-language-missing")
    if not is_time_zone(settings.time_zone):
        yield Fault("/time_zone", "bad-time-zone", {"time_zone": settings.time_zone})
    for number, subject in enumerate(settings.subjects):
        yield from id_faults(subject.id, f"/subjects/{number}/id")
    yield from _twice("/subjects", [subject.id for subject in settings.subjects])
    yield from _twice("/languages", list(settings.languages))
    yield from _steps(settings)


def _steps(settings: Settings) -> Iterator[Fault]:
    steps = settings.review_steps
    if not 1 <= len(steps) <= MOST_STEPS:
        code, facts = ("too-many", {"most": MOST_STEPS}) if steps else ("too-few", {"least": 1})
        yield Fault("/review_steps", code, facts)
    for number, step in enumerate(steps):
        yield from id_faults(step.id, f"/review_steps/{number}/id")
    yield from _twice("/review_steps", [step.id for step in steps])


def _maps(settings: Settings) -> Iterator[Fault]:
    titles = {"/title": settings.title}
    titles |= {f"/subjects/{number}/title": subject.title for number, subject in enumerate(settings.subjects)}
    titles |= {f"/review_steps/{number}/title": step.title for number, step in enumerate(settings.review_steps)}
    for pointer, title in titles.items():
        if not title:
            yield Fault(pointer, "too-few", {"least": 1})
    for pointer, words in {**titles, "/publisher": settings.publisher, "/attribution": settings.attribution}.items():
        yield from _tags(words, pointer)


def _tags(words: Mapping[str, str], pointer: str) -> Iterator[Fault]:
    for tag in words:
        if not is_language(tag):
            yield Fault(f"{pointer}/{escaped(tag)}", "bad-language", {"language": tag})


def edition_faults(edition: Edition) -> Iterator[Fault]:
    """Everything that keeps an edition from being published."""
    yield from id_faults(edition.id, "/id")
    for pointer, words in (("/title", edition.title), ("/cites", edition.cites or {})):
        yield from text_faults(words, pointer)
        yield from _tags(words, pointer)
    if not _is_moment(edition.date, "UTC"):
        yield Fault("/date", "bad-date")


def date_faults(text: str, pointer: str, time_zone: str) -> Iterator[Fault]:
    """What is wrong with a date or an instant."""
    if not _is_moment(text, time_zone):
        yield Fault(pointer, "bad-date")


def id_faults(value: str, pointer: str) -> Iterator[Fault]:
    """What is wrong with an id."""
    if len(value) > ID_LENGTH or not _ID.fullmatch(value):
        yield Fault(pointer, "bad-id", {"most": ID_LENGTH})


def is_language(tag: str) -> bool:
    """Whether a text has the form of a language tag (BCP 47)."""
    if not _TAG.fullmatch(tag):
        return False
    try:
        parse_locale(tag, sep="-")
    except ValueError:
        return False
    return True


def is_uri(text: str) -> bool:
    """Whether a text is an address that may be shown as a link."""
    return _URI.fullmatch(text) is not None


def _moment(valid_from: str | None, settings: Settings) -> Iterator[Fault]:
    if valid_from is not None and not _is_moment(valid_from, settings.time_zone):
        yield Fault("/valid_from", "bad-date")


def _is_moment(text: str, time_zone: str) -> bool:
    try:
        begin(text, time_zone)
    except (ValueError, OverflowError):
        return False
    return True


def _subjects(concept: Concept, settings: Settings) -> Iterator[Fault]:
    known = {subject.id for subject in settings.subjects}
    for number, subject in enumerate(concept.subjects):
        if subject not in known:
            yield Fault(f"/subjects/{number}", "unknown-subject", {"subject": subject})
    yield from _twice("/subjects", list(concept.subjects))


def _relations(concept: Concept) -> Iterator[Fault]:
    for number, relation in enumerate(concept.relations):
        pointer = f"/relations/{number}"
        yield from id_faults(relation.target, f"{pointer}/target")
        if relation.target == concept.id:
            yield Fault(f"{pointer}/target", "self-relation")
        if relation.kind is not None and relation.type != "broader":
            yield Fault(f"{pointer}/kind", "kind-not-allowed")
    yield from _twice("/relations", [(relation.type, relation.target) for relation in concept.relations])
    if concept.replaced_by is not None:
        yield from id_faults(concept.replaced_by, "/replaced_by")
    if concept.replaced_by == concept.id:
        yield Fault("/replaced_by", "self-relation")


def _section(language: str, section: LanguageSection, settings: Settings) -> Iterator[Fault]:
    pointer = f"/languages/{escaped(language)}"
    if language not in settings.languages:
        yield Fault(pointer, "unknown-language", {"language": language})
    preferred = sum(term.status == "preferred" for term in section.terms)
    if preferred != 1:
        yield Fault(f"{pointer}/terms", "not-one-preferred", {"count": preferred})
    yield from _twice(f"{pointer}/terms", [term.text for term in section.terms])
    for number, note in enumerate(section.notes):
        yield from _month(f"{pointer}/notes/{number}/date", note.kind, note.date)


def _month(pointer: str, kind: str, date: str | None) -> Iterator[Fault]:
    if date is not None and kind != "timeline":
        yield Fault(pointer, "not-a-timeline")
    if date is not None and not _MONTH.fullmatch(date):
        yield Fault(pointer, "bad-month")


def _uris(value: Any, pointer: str) -> Iterator[Fault]:
    if isinstance(value, dict):
        for name, member in value.items():
            yield from _uris(member, f"{pointer}/{escaped(name)}")
    elif isinstance(value, (list, tuple)):
        for number, member in enumerate(value):
            yield from _uris(member, f"{pointer}/{number}")
    elif pointer.endswith("/uri") and value is not None and not is_uri(value):
        yield Fault(pointer, "bad-uri")


def _languages(concept: Concept) -> Iterator[Fault]:
    if not concept.languages:
        yield Fault("/languages", "no-languages")
    for language, section in concept.languages.items():
        source = section.based_on
        if source is not None and source.language not in concept.languages:
            pointer = f"/languages/{escaped(language)}/based_on/language"
            yield Fault(pointer, "no-source-section", {"language": source.language})


def _circles(concept: Concept) -> Iterator[Fault]:
    for language in concept.languages:
        if _leads_back(concept, language):
            yield Fault(f"/languages/{escaped(language)}/based_on", "based-on-circle")


def _leads_back(concept: Concept, start: str) -> bool:
    language: str | None = start
    for _step in concept.languages:
        section = concept.languages.get(language or "")
        language = section.based_on.language if section and section.based_on else None
        if language == start:
            return True
    return False


def _twice(pointer: str, values: list[Any]) -> Iterator[Fault]:
    for value, count in Counter(values).items():
        if count > 1:
            last = len(values) - 1 - values[::-1].index(value)
            yield Fault(f"{pointer}/{last}", "duplicate")


def shape_fault(error: msgspec.ValidationError) -> Fault:
    """What is wrong with the shape of a file, from the reader's own words (`… - at `$.languages.ja`)."""
    said, _, place = str(error).partition(" - at `$")
    pointer = re.sub(r"[.\[]", "/", place.rstrip("`").replace("]", ""))
    member = _MEMBER.fullmatch(said)
    if member is None:
        return Fault(pointer, "bad-value", {"reason": said})
    return Fault(f"{pointer}/{escaped(member.group(2))}", _SHAPES[member.group(1)])
