"""The 正誤表 of an edition: what it says (誤), what it should say (正), since when that is known, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glossary.comparison.html import ACROSS, CELL, TABLE, Frame, document, nothing, paragraph, section, text
from glossary.comparison.rows import Row, rows
from glossary.comparison.table import marked
from glossary.comparison.titles import errata_title
from glossary.comparison.values import Comparison, Errata
from glossary.comparison.words import named, said_in, say, shown_day
from glossary.diff import SegmentOp
from glossary.i18n import N_

HEADS = (N_("Concept"), N_("Field"), N_("Wrong"), N_("Right"), N_("Corrected on"), N_("Reason"))
_NOTHING = N_("No error has been found in this edition so far.")


def errata_html(errata: Errata, reader: str, language: str | None = None, frame: Frame = document) -> str:
    """A page with the errata in each language of the glossary, or in one."""
    tags = [tag for tag in errata.settings.languages if language in (None, tag)]
    parts = [section(tag, say(tag, N_("Errata")), _table(errata, tag)) for tag in tags]
    if not errata.corrections:
        parts = [paragraph(say(reader, _NOTHING))]
    return frame(errata_title(errata, reader), parts, reader, errata.settings)


def errata_lines(errata: Errata, language: str) -> Iterator[tuple[Comparison, Row, tuple[str, ...]]]:
    """Each wrong text in a language: its correction, its row, and all but 誤 and 正 in words."""
    for each in errata.corrections:
        right = each.newest
        day = shown_day(language, right.recorded_at, errata.settings.time_zone)
        reason = said_in(language, right.change_note)
        for row in rows(each, language, errata.settings):
            if row.differs:
                yield each, row, (named(right, language), row.field, day, reason)


def _table(errata: Errata, language: str) -> Iterator[str]:
    lines = [_tr(row, told) for _, row, told in errata_lines(errata, language)]
    if not lines:
        yield nothing(language)
        return
    heads = "".join(f'<th scope="col" style="{ACROSS}">{text(say(language, head))}</th>' for head in HEADS)
    yield f'<table border="1" style="{TABLE}">'
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    yield from lines
    yield "</tbody></table>"


def _tr(row: Row, told: Sequence[str]) -> str:
    concept, field, day, reason = map(text, told)
    cells = (concept, field, _side(row, "delete"), _side(row, "insert"), day, reason)
    inner = "".join(f'<td valign="top" style="{CELL}">{cell}</td>' for cell in cells)
    return f"<tr>{inner}</tr>"


def _side(row: Row, side: SegmentOp) -> str:
    return marked(row, side) or "－"
