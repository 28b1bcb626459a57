"""Headings and sentences that every form of a comparison has."""

from __future__ import annotations

from glossary.comparison.rows import Row
from glossary.comparison.values import Comparison, Errata, Order, Report
from glossary.comparison.words import dated, named, said_in, say, shown_date
from glossary.i18n import N_, listed
from glossary.labels import CHANGES, GRADES, REASONS
from glossary.model import Edition, Revision, Settings


def title(comparison: Comparison, language: str) -> str:
    """What a comparison of two wordings is headed by."""
    return say(language, N_("Changes of “{term}”"), term=named(comparison.newest, language))


def table_title(comparison: Comparison, language: str) -> str:
    """What its table is headed by."""
    return say(language, N_("Comparison table: “{term}”"), term=named(comparison.newest, language))


def between(comparison: Comparison, language: str, settings: Settings) -> str:
    """Which two wordings are compared, and how far they differ."""
    sides = (comparison.before, comparison.after)
    before, after = (_side(side, language, settings) for side in sides)
    grade = comparison.difference.grade
    if grade is None:
        return say(language, N_("From {before} to {after}."), before=before, after=after)
    told = N_("From {before} to {after}: {grade}.")
    return say(language, told, before=before, after=after, grade=say(language, GRADES[grade]))


def judged(row: Row, language: str, comparison: Comparison | None = None) -> str:
    """How far a change goes, and why that is said; nothing where all of a concept is new or gone."""
    if row.change is None or (comparison and None in (comparison.before, comparison.after)):
        return ""
    change = row.change
    how = [CHANGES[change.op]] if change.op in ("rename", "move") else []
    reason = listed(language, [say(language, each) for each in (*how, REASONS[change.reason])])
    return say(language, N_("({grade}: {reason})"), grade=say(language, GRADES[change.grade]), reason=reason)


def in_force(comparison: Comparison, language: str, settings: Settings) -> str:
    """Since when the newer wording holds (適用日)."""
    day = shown_date(language, comparison.newest.valid_from, settings.time_zone)
    return say(language, N_("In force from: {date}"), date=day)


def table_heading(language: str, order: Order) -> str:
    """What the table of one language is headed by."""
    if order == "old-first":
        return say(language, N_("Comparison table: before / after"))
    return say(language, N_("Comparison table: after / before"))


def proposal_heading(language: str, order: Order) -> str:
    """What the table of one language is headed by, where the change is only proposed."""
    if order == "old-first":
        return say(language, N_("Comparison table: present / proposed"))
    return say(language, N_("Comparison table: proposed / present"))


def report_title(report: Report, language: str) -> str:
    """What the report of two editions is headed by."""
    told = N_("Changes from “{since}” to “{until}”")
    return say(language, told, since=edition_title(report.since, language), until=edition_title(report.until, language))


def errata_title(errata: Errata, language: str) -> str:
    """What the errata of an edition are headed by."""
    return say(language, N_("Errata of “{edition}”"), edition=edition_title(errata.edition, language))


def edition_title(edition: Edition, language: str) -> str:
    """What an edition is called."""
    return said_in(language, edition.title) or edition.id


def edition_dates(report: Report, language: str) -> str:
    """The dates of both editions."""
    zone = report.settings.time_zone
    since, until = (shown_date(language, edition.date, zone) for edition in (report.since, report.until))
    return say(language, N_("As of {since} and as of {until}."), since=since, until=until)


def _side(side: Revision | None, language: str, settings: Settings) -> str:
    return dated(side, language, settings) if side else say(language, N_("no wording"))
