"""A person who reads: what they are told in their language, and how dates and names are written for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from babel.lists import format_list
from babel.numbers import format_decimal
from markupsafe import Markup

from api.house import glossaries
from api.languages import tongue_name
from api.pages.phrases import phrased
from api.pages.ruby import ruby
from glossary import (
    N_,
    Calendar,
    LanguageSection,
    Revision,
    Settings,
    Term,
    day_of,
    labels,
    micros,
    shown_date,
    shown_moment,
    translate,
)

_ZONE = "Asia/Tokyo"


class Reading:
    """How things are told to a reader of a language."""

    def __init__(self, language: str, settings: Settings | None = None, calendar: Calendar = "gregorian") -> None:
        self.language, self.settings, self.calendar = language, settings, calendar
        self.locale = "ja" if language == "ja" else "en"
        self._zone = settings.time_zone if settings else _ZONE

    def say(self, message: str, **facts: Any) -> str:
        """A text in the reader's language."""
        return translate(self.language, message, **facts)

    def label(self, closed_list: str, word: str) -> str:
        """What a word of a closed list is called: `label("GRADES", "scope")`."""
        return self.say(getattr(labels, closed_list).get(word, word))

    def told(self, by_language: Mapping[str, str] | None) -> Markup:
        """A text for the reader, or in whichever language it is, marked as that."""
        return self.marked(*self._nearest(by_language or {}))

    def headed(self, by_language: Mapping[str, str]) -> Markup:
        """A heading for the reader that breaks between phrases, marked with its language where it isn't the page's."""
        tag, text = self._nearest(by_language)
        told = phrased(text, tag)
        return told if tag == self.language else Markup('<span lang="{}">{}</span>').format(tag, told)

    def marked(self, tag: str, text: str) -> Markup:
        """A text that says its language where it isn't the page's."""
        if tag == self.language:
            return Markup("{}").format(text)
        return Markup('<span lang="{}">{}</span>').format(tag, text)

    def title(self, by_language: Mapping[str, str]) -> str:
        """The same without any mark, for titles."""
        return self._nearest(by_language)[1]

    def named(self, revision: Revision) -> Markup:
        """What a concept is called, for the reader."""
        return self.marked(*self.called(revision))

    def plainly(self, revision: Revision) -> str:
        """The same without any mark."""
        return self.called(revision)[1]

    def called(self, revision: Revision) -> tuple[str, str]:
        """What a concept is called, and in which language; by its id where its text was removed for good."""
        if not revision.concept.languages:
            return self.language, self.say(N_("[removed] {concept}"), concept=revision.concept.id)
        tag, section = self.section(revision)
        return tag, section.preferred.text

    def others(self, revision: Revision) -> list[Markup]:
        """What a concept is called in the other languages."""
        sections = revision.concept.languages
        return [self.marked(tag, sections[tag].preferred.text) for tag in self.tongues(revision)[1:]]

    def section(self, revision: Revision) -> tuple[str, LanguageSection]:
        """What a concept says in the reader's language, or else in the glossary's own."""
        tag = self.tongues(revision)[0]
        return tag, revision.concept.languages[tag]

    def tongues(self, revision: Revision) -> list[str]:
        """The languages of a concept, the reader's first."""
        known = self.settings.languages if self.settings else ()
        ranked = (self.language, *known, *revision.concept.languages)
        return [tag for tag in dict.fromkeys(ranked) if tag in revision.concept.languages]

    def ruby(self, term: Term, tag: str) -> Markup:
        """A term as it is set, with its reading above it in Japanese."""
        return ruby(term, tag)

    def tongue(self, tag: str) -> Markup:
        """What a language calls itself, marked as that."""
        return self.marked(tag, tongue_name(tag))

    def phrased(self, text: str) -> Markup:
        """A heading in the reader's language."""
        return phrased(text, self.language)

    def day(self, moment: datetime | date | str) -> str:
        """A date, or the day of an instant, as the reader writes it."""
        today = day_of(micros(glossaries().now()), self._zone)
        if isinstance(moment, str):
            return shown_moment(moment, self._zone, self.language, self.calendar, today)
        if isinstance(moment, datetime):
            moment = day_of(micros(moment), self._zone)
        return shown_date(moment, self.language, self.calendar, today)

    def number(self, number: int) -> str:
        """A number with its thousands marked."""
        return format_decimal(number, locale=self.locale)

    def listed(self, items: Iterable[str]) -> str:
        """Some things one after the other."""
        return format_list(list(items), style="unit", locale=self.locale)

    def heading(self, heading: str) -> str:
        """A heading of an index."""
        return self.say(N_("Other")) if heading in ("その他", "#") else heading

    def _nearest(self, by_language: Mapping[str, str]) -> tuple[str, str]:
        known = self.settings.source_language if self.settings else ""
        wanted = (self.language, known, *by_language)
        return next(((tag, by_language[tag]) for tag in wanted if tag in by_language), (self.language, ""))
