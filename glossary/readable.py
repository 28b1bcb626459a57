"""A concept as a text that a person can read, in one language or both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from glossary.calendars import Calendar, shown_moment
from glossary.i18n import N_, translate
from glossary.labels import NOTE_KINDS, SYNC_STATES, TERM_STATUSES, TEXT_STATUSES
from glossary.model import LanguageSection, Revision, Settings, Source, Term


class _Wish(NamedTuple):
    """In which languages, with which address and in which calendar a reader wants a concept."""

    language: str | None
    uri: str | None
    calendar: Calendar


def as_text(
    revision: Revision,
    settings: Settings,
    language: str | None = None,
    uri: str | None = None,
    calendar: Calendar = "gregorian",
) -> str:
    """A concept as plain text, its preferred term first and the whole definition below it."""
    return _written(revision, settings, _Wish(language, uri, calendar), "", "")


def as_markdown(
    revision: Revision,
    settings: Settings,
    language: str | None = None,
    uri: str | None = None,
    calendar: Calendar = "gregorian",
) -> str:
    """A concept as Markdown (CommonMark); what would be markup in its texts is escaped."""
    return _written(revision, settings, _Wish(language, uri, calendar), "## ", "\\")


def _written(revision: Revision, settings: Settings, wish: _Wish, head: str, escape: str) -> str:
    shown = _languages(revision, settings, wish.language)
    blocks = ["\n".join(_section(revision, each, head, escape)) for each in shown]
    blocks.append("\n".join(_foot(revision, settings, shown, wish.calendar, escape)))
    return "\n\n".join([*blocks, *filter(None, [wish.uri])]) + "\n"


def _languages(revision: Revision, settings: Settings, language: str | None) -> list[str]:
    known = [each for each in settings.languages if each in revision.concept.languages]
    return [each for each in known if language in (None, each)] or known


def _section(revision: Revision, language: str, head: str, escape: str) -> Iterator[str]:
    section = revision.concept.languages[language]
    yield head + _plain(_named(section.preferred), escape)
    others = [term for term in section.terms if term is not section.preferred]
    for term in others:
        yield _line(_say(language, TERM_STATUSES[term.status]), _named(term), head, escape, language)
    yield ""
    yield _plain(_definition(section, language), escape)
    for note in section.notes:
        yield _line(_say(language, NOTE_KINDS[note.kind]), note.text, head, escape, language)
    if section.definition and section.definition.source:
        yield _line(_say(language, N_("Source")), _source(section.definition.source), head, escape, language)
    state = SYNC_STATES[revision.sync[language].state]
    status = _say(language, TEXT_STATUSES[section.text_status])
    if section.text_status != "original":
        status = _say(language, N_("{status} ({sync})")).format(status=status, sync=_say(language, state))
    yield _line(_say(language, N_("Status of the text")), status, head, escape, language)


def _foot(
    revision: Revision, settings: Settings, languages: list[str], calendar: Calendar, escape: str
) -> Iterator[str]:
    for language in languages:
        since = shown_moment(revision.valid_from, settings.time_zone, language, calendar)
        told = _say(language, N_("Revision {number}, valid from {date}")).format(number=revision.number, date=since)
        yield _plain(told, escape)
        if language in settings.attribution:
            yield _plain(settings.attribution[language], escape)


def _definition(section: LanguageSection, language: str) -> str:
    return section.definition.text if section.definition else _say(language, N_("The source gives no definition."))


def _named(term: Term) -> str:
    reading = "、".join(term.readings)
    return f"{term.text}（{reading}）" if reading and reading != term.text else term.text


def _source(source: Source) -> str:
    return " ".join(filter(None, (source.citation, source.locator, source.uri)))


def _line(label: str, text: str, head: str, escape: str, language: str) -> str:
    told = _say(language, N_("{label}: {text}")).format(label=label, text=_plain(text, escape))
    return f"- {told}" if head else told


def _plain(text: str, escape: str) -> str:
    if not escape:
        return text
    return "".join(escape + each if each in "\\`*_{}[]<>#|!~" else each for each in text)


def _say(language: str, message: str) -> str:
    return translate(language, message)
