"""The change report of two editions as pages: a list of changes, and one 新旧対照表 for each language."""

from __future__ import annotations

from collections.abc import Iterator

from glossary.comparison.html import Frame, document, nothing, paragraph, section, text
from glossary.comparison.inline import changed
from glossary.comparison.table import across, framed, table_rows
from glossary.comparison.titles import edition_dates, edition_title, report_title, table_heading
from glossary.comparison.values import FATES, Entry, Order, Report
from glossary.comparison.words import named, other_named, said_in, say, shown_date
from glossary.i18n import N_
from glossary.labels import FATES as NAMES
from glossary.labels import GRADES


def report_html(report: Report, reader: str, language: str | None = None, frame: Frame = document) -> str:
    """A page that tells for each concept what became of it, why, and what differs, in each language or in one."""
    head = [paragraph(edition_dates(report, reader)), paragraph(counts(report, reader))]
    parts = [section(tag, edition_title(report.until, tag), _listed(report, tag)) for tag in _tags(report, language)]
    return frame(report_title(report, reader), [*head, *parts], reader, report.settings)


def report_table(
    report: Report, reader: str, language: str | None = None, order: Order = "new-first", frame: Frame = document
) -> str:
    """A page with the 新旧対照表 of everything that differs, in each language or in one."""
    parts = [section(tag, table_heading(tag, order), _table(report, tag, order)) for tag in _tags(report, language)]
    return frame(report_title(report, reader), parts, reader, report.settings)


def counts(report: Report, language: str) -> str:
    """How many concepts met with each fate."""
    told = N_("{added} added, {changed} changed, {retired} retired, {corrected} corrected.")
    return say(language, told, **{fate: len(report.of(fate)) for fate in FATES})


def summary(entry: Entry, language: str) -> str:
    """A concept, what became of it, how far that goes, and by what it was replaced."""
    grade = entry.grade if entry.fate == "changed" else None
    what = say(language, GRADES[grade] if grade else NAMES[entry.fate])
    told = say(language, N_("{label}: {text}"), label=named(entry.comparison.newest, language), text=what)
    if entry.successor is None:
        return told
    successor = other_named(entry.comparison.called, entry.successor, language)
    return say(language, N_("{told} (replaced by {concept})"), told=told, concept=successor)


def reasons(entry: Entry, language: str) -> str:
    """Why it was changed, in the words of those who did it; empty where they said nothing."""
    notes = list(dict.fromkeys(said_in(language, step.note) for step in entry.steps if step.note))
    return say(language, N_("Reason: {reason}"), reason=" / ".join(notes)) if notes else ""


def _tags(report: Report, language: str | None) -> list[str]:
    return [tag for tag in report.settings.languages if language in (None, tag)]


def _listed(report: Report, language: str) -> Iterator[str]:
    for fate in FATES:
        if found := report.of(fate):
            yield f"<h3>{text(say(language, NAMES[fate]).capitalize())}</h3>"
        for entry in found:
            yield f"<h4>{text(summary(entry, language))}</h4>"
            yield from _entry(entry, language, report)
    if not report.entries:
        yield nothing(language)


def _entry(entry: Entry, language: str, report: Report) -> Iterator[str]:
    if told := reasons(entry, language):
        yield paragraph(told)
    yield from changed(entry.comparison, language, report.settings)


def _table(report: Report, language: str, order: Order) -> Iterator[str]:
    inner = [row for entry in report.entries for row in _rows(entry, language, report, order)]
    editions = [_edition(report, language, which) for which in ("until", "since")]
    yield from framed(inner, editions, language, order) if inner else [nothing(language)]


def _rows(entry: Entry, language: str, report: Report, order: Order) -> Iterator[str]:
    found = list(table_rows(entry.comparison, language, report.settings, order))
    if found:
        yield across(" ".join(filter(None, (summary(entry, language), reasons(entry, language)))))
        yield from found


def _edition(report: Report, language: str, which: str) -> str:
    edition = report.until if which == "until" else report.since
    day = shown_date(language, edition.date, report.settings.time_zone)
    return say(language, N_("{field} ({of})"), field=edition_title(edition, language), of=day)
