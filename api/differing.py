"""What differs, as the answers that the wire knows."""

from __future__ import annotations

from api.answers import DiffAnswer
from api.change_answers import (
    BehindAnswer,
    BehindListAnswer,
    ChangedConceptAnswer,
    ChangesAnswer,
    ErrataAnswer,
    ErratumAnswer,
    StepAnswer,
)
from api.telling import edition_answer, edition_uri, revision_uri, summary_answer
from glossary import FATES, Behind, BehindPage, Comparison, Entry, Errata, Report, Revision, written


def diff_answer(glossary: str, comparison: Comparison) -> DiffAnswer:
    """A difference between two wordings."""
    return DiffAnswer(
        concept=comparison.concept,
        glossary=glossary,
        from_=_number(comparison.before),
        to=_number(comparison.after),
        grade=comparison.difference.grade,
        changes=comparison.difference.changes,
    )


def changes_answer(report: Report, base: str) -> ChangesAnswer:
    """All that differs between two editions."""
    glossary = report.settings.id
    return ChangesAnswer(
        glossary=glossary,
        since=edition_answer(glossary, report.since, base),
        edition=edition_answer(glossary, report.until, base),
        **{fate: [_changed(entry, base) for entry in report.of(fate)] for fate in FATES},
    )


def behind_answer(glossary: str, page: BehindPage, url: str | None, base: str) -> BehindListAnswer:
    """What is behind or unreviewed, with what happened to its source wording."""
    return BehindListAnswer(glossary=glossary, items=[_behind(each, base) for each in page.items], next=url)


def errata_answer(errata: Errata, base: str) -> ErrataAnswer:
    """What an edition has wrong."""
    glossary = errata.settings.id
    return ErrataAnswer(
        glossary=glossary,
        edition=edition_answer(glossary, errata.edition, base),
        items=[_erratum(each, base) for each in errata.corrections],
    )


def errata_link(base: str, glossary: str, edition: str, query: str = "") -> str:
    """A link for who reads through an edition: to its errata."""
    return f'<{edition_uri(base, glossary, edition)}/errata{query}>; rel="describedby"; title="errata"'


def errata_links(errata: Errata, concept: str, base: str) -> str:
    """Links for who reads a concept through an edition: to its errata, and to the correction if there is one."""
    links = [errata_link(base, errata.settings.id, errata.edition.id, f"?concept={concept}")]
    if errata.corrections:
        links.append(f'<{revision_uri(base, errata.corrections[-1].newest)}>; rel="successor-version"')
    return ", ".join(links)


def _changed(entry: Entry, base: str) -> ChangedConceptAnswer:
    comparison = entry.comparison
    return ChangedConceptAnswer(
        concept=summary_answer(entry.tombstone or comparison.newest, base),
        from_=_number(comparison.before),
        to=_number(entry.tombstone or comparison.after),
        grade=entry.grade,
        replaced_by=entry.successor,
        changes=comparison.difference.changes,
        steps=[StepAnswer(revision=step.revision, kind=step.kind, change_note=step.note) for step in entry.steps],
    )


def _behind(behind: Behind, base: str) -> BehindAnswer:
    comparison = behind.comparison
    return BehindAnswer(
        concept=summary_answer(behind.revision, base),
        language=behind.language,
        sync=behind.sync,
        based_on=behind.based_on,
        from_=_number(comparison.before) if comparison else None,
        to=behind.revision.number,
        grade=comparison.difference.grade if comparison else None,
        changes=comparison.difference.changes if comparison else (),
    )


def _erratum(comparison: Comparison, base: str) -> ErratumAnswer:
    right = comparison.newest
    return ErratumAnswer(
        concept=summary_answer(right, base),
        from_=_number(comparison.before) or 0,
        to=right.number,
        recorded_at=written(right.recorded_at),
        change_note=right.change_note,
        grade=comparison.difference.grade,
        changes=comparison.difference.changes,
    )


def _number(revision: Revision | None) -> int | None:
    return revision.number if revision else None
