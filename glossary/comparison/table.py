"""The 新旧対照表: two columns, what stands after the change and what stood before, changed words underlined.

Made to be printed on A4 landscape and to be pasted into a document: plain tables with their styles inside, `<u>`
for what changed, no class and no `ins` or `del`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from glossary.comparison.html import (
    ACROSS,
    CELL,
    HEAD,
    RIGHT,
    TABLE,
    Frame,
    document,
    nothing,
    paragraph,
    section,
    text,
)
from glossary.comparison.html import UNDERLINED as U
from glossary.comparison.rows import Row, languages_of, rows
from glossary.comparison.titles import in_force, proposal_heading, table_heading, table_title
from glossary.comparison.values import Comparison, Order
from glossary.comparison.words import dated, named, say
from glossary.diff import SegmentOp
from glossary.i18n import N_
from glossary.model import Revision, Settings

_NEW, _GONE, _OMITTED = N_("(new)"), N_("(deleted)"), N_("(omitted)")
_CHANGED = (N_("After the change"), N_("Before the change"))
_PROPOSED = (N_("Proposed wording"), N_("Present wording"))
_SIDES: tuple[SegmentOp, ...] = ("insert", "delete")
_ROLES = {"insert": "insertion", "delete": "deletion"}


def as_table(
    comparison: Comparison,
    settings: Settings,
    reader: str,
    language: str | None = None,
    order: Order = "new-first",
    frame: Frame = document,
) -> str:
    """A page with one table for each language that the concept has, or for one."""
    tags = languages_of(comparison, settings, language)
    heading = proposal_heading if comparison.proposed else table_heading
    parts = [section(tag, heading(tag, order), _whole(comparison, tag, settings, order)) for tag in tags]
    return frame(table_title(comparison, reader), parts or [nothing(reader)], reader, settings)


def _whole(comparison: Comparison, language: str, settings: Settings, order: Order) -> Iterator[str]:
    if not comparison.proposed:
        yield paragraph(in_force(comparison, language, settings), RIGHT)
    later = None if comparison.proposed else comparison.after
    heads = [_side_head(side, language, settings) for side in (later, comparison.before)]
    inner = list(table_rows(comparison, language, settings, order))
    labels = _PROPOSED if comparison.proposed else _CHANGED
    yield from framed(inner, heads, language, order, labels) if inner else [nothing(language)]


def framed(
    inner: Iterable[str], dates: list[str], language: str, order: Order, sides: tuple[str, str] = _CHANGED
) -> Iterator[str]:
    """A table around rows, its heads repeated on every page that is printed."""
    labels = [say(language, side) for side in sides]
    heads = [f"{text(label)}{f'<br>{text(date)}' if date else ''}" for label, date in zip(labels, dates, strict=True)]
    yield paragraph(say(language, N_("(Underlined parts are changed.)")), RIGHT)
    yield f'<table border="1" style="{TABLE}">'
    cells = [f'<th scope="col" width="50%" style="{HEAD}">{head}</th>' for head in heads]
    yield f"<thead>{_tr(cells, order)}</thead>"
    yield "<tbody>"
    yield from inner
    yield "</tbody></table>"


def table_rows(comparison: Comparison, language: str, settings: Settings, order: Order) -> Iterator[str]:
    """The rows of one concept, headed by its name; none where nothing differs."""
    found = rows(comparison, language, settings)
    if not any(row.differs for row in found):
        return
    sides = ((comparison.after, _GONE), (comparison.before, _NEW))
    yield _tr([_td(_name(*side, language), language) for side in sides], order)
    for row in found:
        yield _tr([_td(cell(row, side, language), language) for side in _SIDES], order)


def across(words: str) -> str:
    """A row over both columns."""
    return f'<tr><th colspan="2" scope="rowgroup" style="{ACROSS}">{text(words)}</th></tr>'


def cell(row: Row, side: SegmentOp, language: str) -> str:
    """What stands in a field on one side: after the change what was put in, before it what was struck out."""
    if not row.differs:
        return f"{text(row.field)} {text(say(language, _OMITTED))}"
    if row.is_new and side == "delete":
        return text(say(language, _NEW))
    if row.is_gone and side == "insert":
        return text(say(language, _GONE))
    return f"{text(row.field)}<br>{marked(row, side)}"


def marked(row: Row, side: SegmentOp) -> str:
    """The text of a row on one side, what differs underlined."""
    shown = (segment for segment in row.segments if segment.op in ("equal", side))
    return "".join(text(each.text) if each.op == "equal" else _underlined(each.text, side) for each in shown)


def _underlined(words: str, side: SegmentOp) -> str:
    bare = words.rstrip(" ")
    return f'<u role="{_ROLES[side]}" style="{U}">{text(bare)}</u>{words[len(bare) :]}'


def _side_head(side: Revision | None, language: str, settings: Settings) -> str:
    return dated(side, language, settings) if side else ""


def _name(side: Revision | None, absent: str, language: str) -> str:
    return f"<b>{text(named(side, language))}</b>" if side else text(say(language, absent))


def _td(inner: str, language: str) -> str:
    return f'<td width="50%" valign="top" lang="{escape(language)}" style="{CELL}">{inner}</td>'


def _tr(cells: list[str], order: Order) -> str:
    return f"<tr>{''.join(cells if order == 'new-first' else reversed(cells))}</tr>"
