"""A comparison as a page: each text once, with what was struck out and put in marked for eyes and for ears."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from glossary.comparison.html import Frame, document, nothing, paragraph, section, text
from glossary.comparison.rows import Row, languages_of, rows
from glossary.comparison.titles import between, judged, title
from glossary.comparison.values import Comparison
from glossary.comparison.words import say
from glossary.diff import Segment
from glossary.i18n import N_
from glossary.model import Settings

_MARKS = {
    "insert": ("ins", N_("[added: "), N_("added up to here]")),
    "delete": ("del", N_("[deleted: "), N_("deleted up to here]")),
}


def as_html(
    comparison: Comparison, settings: Settings, reader: str, language: str | None = None, frame: Frame = document
) -> str:
    """A page with the difference in each language that the concept has, or in one."""
    tags = languages_of(comparison, settings, language)
    parts = [
        section(tag, say(tag, N_("Changes")), changed(comparison, tag, settings) or [nothing(tag)]) for tag in tags
    ]
    told = paragraph(between(comparison, reader, settings))
    return frame(title(comparison, reader), [told, *(parts or [nothing(reader)])], reader, settings)


def changed(comparison: Comparison, language: str, settings: Settings) -> list[str]:
    """The fields of a language that differ, as a list of descriptions; nothing where none does."""
    found = [
        _row(row, judged(row, language, comparison), language)
        for row in rows(comparison, language, settings)
        if row.differs
    ]
    return ["<dl>", *found, "</dl>"] if found else []


def _row(row: Row, judgement: str, language: str) -> str:
    small = f" <small>{text(judgement)}</small>" if judgement else ""
    return f"<dt>{text(row.field)}{small}</dt>\n<dd>{marked(row, language)}</dd>"


def marked(row: Row, language: str | None) -> str:
    """The text of a row with its marks; blanks around a word are not marked.

    Where marks begin and end is told in a language to who only hears them; without one, nothing is hidden in the text.
    """
    return "".join(piece for segment in row.segments for piece in _pieces(segment, language))


def _pieces(segment: Segment, language: str | None) -> Iterator[str]:
    if segment.op == "equal" or not segment.text.strip():
        yield text(segment.text)
        return
    tag, begin, end = _MARKS[segment.op]
    bare = segment.text.rstrip(" ")
    yield f"<{tag}>{_aside(begin, language)}{text(bare)}{_aside(end, language)}</{tag}>"
    yield segment.text[len(bare) :]


def _aside(message: str, language: str | None) -> str:
    """Words that are heard and not seen, and that stay out of what is copied."""
    return "" if language is None else f'<span class="hidden">{escape(say(language, message))}</span>'
