"""What is behind or unreviewed as pages: each with what the source said when it was checked, and says now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from glossary.comparison.html import document, nothing, paragraph, section, text
from glossary.comparison.inline import changed
from glossary.comparison.table import across, framed, table_rows
from glossary.comparison.titles import between
from glossary.comparison.values import Behind, Order
from glossary.comparison.words import named, named_in, said_in, say
from glossary.i18n import N_
from glossary.labels import SYNC_STATES
from glossary.model import Settings

UNCHECKED = N_("It was not checked against any wording of the source.")


def behind_html(found: Sequence[Behind], settings: Settings, reader: str) -> str:
    """A page with the difference of the source wording of each, and what the other language still says."""
    parts = [section(tag := source(each, reader), summary(each, tag), _inner(each, tag, settings)) for each in found]
    return document(behind_title(settings, reader), parts or [nothing(reader)], reader, settings)


def behind_table(found: Sequence[Behind], settings: Settings, reader: str, order: Order = "new-first") -> str:
    """A page with the 新旧対照表 of the source wordings, in each language that something is based on."""
    tags = dict.fromkeys(source(each, reader) for each in found)
    parts = [section(tag, behind_title(settings, tag), _table(found, tag, settings, reader, order)) for tag in tags]
    return document(behind_title(settings, reader), parts or [nothing(reader)], reader, settings)


def behind_title(settings: Settings, language: str) -> str:
    """What a list of what is behind or unreviewed is headed by."""
    return say(language, N_("To be checked against the source: “{title}”"), title=said_in(language, settings.title))


def summary(behind: Behind, language: str) -> str:
    """A concept, which language of it is concerned, and in which state that is."""
    state = say(language, SYNC_STATES[behind.sync.state])
    told = named_in(language, behind.language, state)
    return say(language, N_("{label}: {text}"), label=named(behind.revision, language), text=told)


def source(behind: Behind, otherwise: str) -> str:
    """The language that it is based on; without one, the reader's."""
    return behind.based_on.language if behind.based_on else otherwise


def _inner(behind: Behind, language: str, settings: Settings) -> Iterator[str]:
    if behind.comparison is None:
        yield paragraph(say(language, UNCHECKED))
    else:
        yield paragraph(between(behind.comparison, language, settings))
        yield from changed(behind.comparison, language, settings)
    said = behind.revision.concept.languages[behind.language]
    if said.definition:
        yield f'<blockquote lang="{escape(behind.language)}">{text(said.definition.text)}</blockquote>'


def _table(found: Sequence[Behind], language: str, settings: Settings, reader: str, order: Order) -> Iterator[str]:
    inner = [
        row for each in found if source(each, reader) == language for row in _rows(each, language, settings, order)
    ]
    yield from framed(inner, ["", ""], language, order)


def _rows(behind: Behind, language: str, settings: Settings, order: Order) -> Iterator[str]:
    yield across(summary(behind, language))
    if behind.comparison:
        yield from table_rows(behind.comparison, language, settings, order)
