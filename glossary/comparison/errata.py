"""The 正誤表 of an edition: what it says (誤), what it should say (正), since when that is known, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glossary.comparison.html import (
    ACROSS,
    CELL,
    RIGHT,
    SHORT,
    TABLE,
    Frame,
    document,
    nothing,
    paragraph,
    section,
    text,
)
from glossary.comparison.rows import Row, rows
from glossary.comparison.table import marked
from glossary.comparison.titles import errata_title
from glossary.comparison.values import Comparison, Errata
from glossary.comparison.words import named, said_in, say, shown_day
from glossary.diff import SegmentOp
from glossary.i18n import N_

HEADS = (N_("Concept"), N_("Field"), N_("Wrong"), N_("Right"), N_("Corrected on"), N_("Reason"))
_WIDTHS = (' width="14%"', ' width="12%"', "", "", "", ' width="14%"')
_NOTHING = N_("No error has been found in this edition so far.")


def errata_html(errata: Errata, reader: str, language: str | None = None, frame: Frame = document) -> str:
    """A page with the errata in each language of the glossary, or in one."""
    tags = [tag for tag in errata.settings.languages if language in (None, tag)]
    parts = [section(tag, say(tag, N_("Errata")), _table(errata, tag)) for tag in tags]
    if errata.corrections:
        parts.insert(0, paragraph(_corrected_on(errata.corrections[-1], errata, reader), RIGHT))
    else:
        parts = [paragraph(say(reader, _NOTHING))]
    return frame(errata_title(errata, reader), parts, reader, errata.settings)


def errata_lines(errata: Errata, language: str) -> Iterator[tuple[Comparison, Row, tuple[str, ...]]]:
    """Each wrong text in a language: its correction, its row, and all but 誤 and 正 in words."""
    for each in errata.corrections:
        right = each.newest
        day = _corrected_on(each, errata, language)
        reason = said_in(language, right.change_note)
        for row in rows(each, language, errata.settings):
            if row.differs and not _is_of_translators(row):
                yield each, row, (named(right, language), row.field, day, reason)


def _corrected_on(correction: Comparison, errata: Errata, language: str) -> str:
    return shown_day(language, correction.newest.recorded_at, errata.settings.time_zone)


def _is_of_translators(row: Row) -> bool:
    """Whether it says only against what a translation was checked, which no reader could have read wrongly."""
    return row.change is not None and row.change.path.endswith("/based_on")


def _table(errata: Errata, language: str) -> Iterator[str]:
    lines = [_tr(row, told) for _, row, told in errata_lines(errata, language)]
    if not lines:
        yield nothing(language)
        return
    widths = zip(HEADS, _WIDTHS, strict=True)
    heads = "".join(
        f'<th scope="col"{width} style="{ACROSS}">{text(say(language, head))}</th>' for head, width in widths
    )
    yield f'<table border="1" style="{TABLE}">'
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    yield from lines
    yield "</tbody></table>"


def _tr(row: Row, told: Sequence[str]) -> str:
    concept, field, day, reason = map(text, told)
    sides = (_side(row, "delete"), _side(row, "insert"))
    cells = [(cell, CELL) for cell in (concept, field, *sides)] + [(day, SHORT), (reason, CELL)]
    inner = "".join(f'<td valign="top" style="{style}">{cell}</td>' for cell, style in cells)
    return f"<tr>{inner}</tr>"


def _side(row: Row, side: SegmentOp) -> str:
    return marked(row, side) or "－"
