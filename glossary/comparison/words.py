"""Speaking a language: what labels are called in it, and how dates are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from glossary import calendars
from glossary.calendars import Calendar
from glossary.i18n import N_, nearest_language, translate
from glossary.labels import LANGUAGES
from glossary.model import Revision, Settings
from glossary.times import begin, instant

_DATED_BY: ContextVar[tuple[Calendar, date | None]] = ContextVar("dated_by", default=("gregorian", None))


@contextmanager
def dated_by(calendar: Calendar, today: date | None = None) -> Iterator[None]:
    """What is told within this has its Japanese dates in a calendar; days after `today` keep the Western year."""
    before = _DATED_BY.set((calendar, today))
    try:
        yield
    finally:
        _DATED_BY.reset(before)


def say(language: str, message: str, **facts: Any) -> str:
    """A text in a language that has a catalogue, otherwise in English."""
    return translate(nearest_language([language, "en"]), message, **facts)


def shown_date(language: str, text: str, time_zone: str) -> str:
    """A date, or the day of an instant in a time zone, as people of a language write it."""
    return shown_day(language, instant(begin(text, time_zone)), time_zone)


def shown_day(language: str, moment: datetime, time_zone: str) -> str:
    """The day of a moment in a time zone."""
    return calendars.shown_date(moment.astimezone(ZoneInfo(time_zone)).date(), language, *_DATED_BY.get())


def said_in(language: str, texts: dict[str, str] | None) -> str:
    """A text for people in a language, or in whichever there is."""
    if not texts:
        return ""
    return texts.get(language) or next(iter(texts.values()))


def other_named(called: Mapping[str, dict[str, str]], concept: str, language: str) -> str:
    """What another concept is called in a language, or in whichever it has; its id where nobody knows."""
    return said_in(language, called.get(concept)) or concept


def named(revision: Revision, language: str) -> str:
    """What a concept is called in a language, or in whichever it has."""
    sections = revision.concept.languages
    section = sections.get(language) or next(iter(sections.values()), None)
    return section.preferred.text if section else revision.concept.id


def named_in(reader: str, language: str, field: str) -> str:
    """A field of a language for a reader of another, or of several."""
    return say(reader, N_("{spoken}, {field}"), spoken=spoken(reader, language), field=field)


def spoken(reader: str, language: str) -> str:
    """What a language is called in another."""
    return say(reader, LANGUAGES[language]) if language in LANGUAGES else language


def dated(revision: Revision, language: str, settings: Settings) -> str:
    """Which revision this is, and since when it holds."""
    told = N_("revision {number}, in force from {date}")
    day = shown_date(language, revision.valid_from, settings.time_zone)
    return say(language, told, number=revision.number, date=day)
