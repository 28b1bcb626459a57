"""A comparison in a terminal: colours, and marks that do without them."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from glossary.comparison.behind import UNCHECKED, source, summary
from glossary.comparison.rows import Row, languages_of, rows
from glossary.comparison.titles import between, judged
from glossary.comparison.values import Behind, Comparison
from glossary.comparison.words import named, say
from glossary.diff import Segment
from glossary.model import Settings
from glossary.texts import set_in

_STYLES = {"insert": "green underline", "delete": "red strike", "equal": ""}
_MARKS = {"insert": "{{+{}+}}", "delete": "[-{}-]", "equal": "{}"}


def as_terminal(comparison: Comparison, settings: Settings, reader: str, language: str | None = None) -> Iterator[Text]:
    """The difference in each language that the concept has, or in one, line by line."""
    yield Text(between(comparison, reader, settings))
    for tag in languages_of(comparison, settings, language):
        found = [row for row in rows(comparison, tag, settings) if row.differs]
        if found:
            yield Text(f"\n{named(comparison.newest, tag)}", style="bold")
            yield from (_line(row, judged(row, tag, comparison)) for row in found)


def behind_terminal(behind: Behind, settings: Settings, reader: str) -> Iterator[Text]:
    """A language that is behind or unreviewed, with the difference of its source wording, line by line."""
    tag = source(behind, reader)
    yield Text(f"\n{summary(behind, tag)}", style="bold")
    if behind.comparison is None:
        yield Text(say(tag, UNCHECKED))
    else:
        found = (row for row in rows(behind.comparison, tag, settings) if row.differs)
        yield from (_line(row, judged(row, tag)) for row in found)


def _line(row: Row, judgement: str) -> Text:
    told = Text(row.field, style="bold")
    told.append(f" {judgement}\n", style="dim")
    for segment in row.segments:
        told.append(_marked(segment), style=_STYLES[segment.op])
    return told


def _marked(segment: Segment) -> str:
    return _MARKS[segment.op].format(set_in(segment.text))
