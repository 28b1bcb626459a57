"""Comparisons as Markdown (CommonMark): what was struck out in `<del>`, what was put in in `<ins>`.

Stars and tildes would not do: beside Japanese punctuation they are not taken for marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glossary.comparison.behind import UNCHECKED, behind_title, source
from glossary.comparison.behind import summary as behind_summary
from glossary.comparison.errata import HEADS, errata_lines
from glossary.comparison.report import counts, reasons, summary
from glossary.comparison.rows import Row, languages_of, rows
from glossary.comparison.titles import between, edition_dates, errata_title, judged, report_title, title
from glossary.comparison.values import FATES, Behind, Comparison, Errata, Report
from glossary.comparison.words import named, say
from glossary.diff import Segment
from glossary.i18n import N_
from glossary.labels import FATES as NAMES
from glossary.model import Settings

_MARKUP = frozenset("\\`*_{}[]<>#|!~&")
_TAGS = {"insert": "ins", "delete": "del"}


def as_markdown(comparison: Comparison, settings: Settings, reader: str, language: str | None = None) -> str:
    """The difference in each language that the concept has, or in one."""
    blocks = [f"# {plain(title(comparison, reader))}", plain(between(comparison, reader, settings))]
    for tag in languages_of(comparison, settings, language):
        blocks += [
            f"## {plain(named(comparison.newest, tag))}",
            _fields(comparison, tag, settings) or plain(say(tag, N_("Nothing differs."))),
        ]
    return _joined(blocks)


def report_markdown(report: Report, reader: str, language: str | None = None) -> str:
    """What became of each concept between two editions, in each language or in one."""
    blocks = [f"# {plain(report_title(report, reader))}", plain(edition_dates(report, reader))]
    blocks.append(plain(counts(report, reader)))
    for tag in report.settings.languages:
        if language in (None, tag):
            blocks += _reported(report, tag)
    return _joined(blocks)


def errata_markdown(errata: Errata, reader: str, language: str | None = None) -> str:
    """The errata of an edition as a table for each language, or for one."""
    blocks = [f"# {plain(errata_title(errata, reader))}"]
    tags = [tag for tag in errata.settings.languages if language in (None, tag)]
    return _joined([*blocks, *("\n".join(_lines(errata, tag)) for tag in tags)])


def behind_markdown(found: Sequence[Behind], settings: Settings, reader: str) -> str:
    """What is behind or unreviewed, each with the difference of its source wording."""
    blocks = [f"# {plain(behind_title(settings, reader))}"]
    for each in found:
        tag = source(each, reader)
        told = _fields(each.comparison, tag, settings) if each.comparison else plain(say(tag, UNCHECKED))
        blocks += filter(None, (f"## {plain(behind_summary(each, tag))}", told))
    return _joined(blocks)


def plain(text: str) -> str:
    """A text on one line, in which nothing is markup."""
    return "".join(f"\\{each}" if each in _MARKUP else each for each in text.replace("\n", " "))


def _reported(report: Report, language: str) -> Iterator[str]:
    for fate in FATES:
        if found := report.of(fate):
            yield f"## {plain(say(language, NAMES[fate]).capitalize())}"
        for entry in found:
            yield f"### {plain(summary(entry, language))}"
            told = plain(reasons(entry, language)), _fields(entry.comparison, language, report.settings)
            yield from filter(None, told)


def _fields(comparison: Comparison, language: str, settings: Settings) -> str:
    found = (row for row in rows(comparison, language, settings) if row.differs)
    return "\n".join(_field(row, judged(row, language, comparison), language) for row in found)


def _field(row: Row, judgement: str, language: str) -> str:
    told = say(language, N_("{label}: {text}"), label=f"**{plain(row.field)}**", text=_marked(row.segments))
    return f"- {told} {plain(judgement)}".rstrip()


def _marked(segments: tuple[Segment, ...]) -> str:
    return "".join(_piece(segment) for segment in segments)


def _piece(segment: Segment) -> str:
    tag, words = _TAGS.get(segment.op), plain(segment.text)
    return f"<{tag}>{words}</{tag}>" if tag else words


def _lines(errata: Errata, language: str) -> Iterator[str]:
    yield f"| {' | '.join(plain(say(language, head)) for head in HEADS)} |"
    yield f"|{' --- |' * len(HEADS)}"
    for _, row, (concept, field, day, reason) in errata_lines(errata, language):
        wrong, right = (
            _marked(tuple(each for each in row.segments if each.op in ("equal", op))) for op in ("delete", "insert")
        )
        yield f"| {' | '.join((plain(concept), plain(field), wrong, right, day, plain(reason)))} |"


def _joined(blocks: list[str]) -> str:
    return "\n\n".join(blocks) + "\n"
