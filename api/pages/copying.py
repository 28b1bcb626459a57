"""What the copy buttons of a concept put on the clipboard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from api.pages.reading import Reading
from glossary import N_, LanguageSection, Revision


class Copy(NamedTuple):
    """The name of a button, to be translated, and what it copies."""

    label: str
    text: str


def copies(revision: Revision, reading: Reading, where: str) -> list[Copy]:
    """Every way to copy a concept; those that need a definition only where there is one."""
    _, section = reading.section(revision)
    return [
        *_definitions(section, reading),
        Copy(N_("Copy all languages"), "\n\n".join(_told(revision, reading))),
        Copy(N_("Copy as HTML"), _html(revision, reading, where)),
        Copy(N_("Copy a link to this wording"), where),
    ]


def _definitions(section: LanguageSection, reading: Reading) -> Iterator[Copy]:
    if section.definition:
        yield Copy(N_("Copy the definition"), section.definition.text)
        yield Copy(N_("Copy with its source"), _with_source(section, reading))


def _with_source(section: LanguageSection, reading: Reading) -> str:
    """A term with its definition, and where that comes from; a translation says that it is one."""
    lines = [section.preferred.text]
    if section.definition:
        lines.append(section.definition.text)
    if section.definition and section.definition.source:
        source = section.definition.source
        told = " ".join(filter(None, (source.citation, source.locator, source.uri)))
        lines.append(reading.say(N_("{label}: {text}"), label=reading.say(N_("Source")), text=told))
    if section.text_status != "original":
        status = reading.label("TEXT_STATUSES", section.text_status)
        lines.append(reading.say(N_("{label}: {text}"), label=reading.say(N_("Status of the text")), text=status))
    return "\n".join(lines)


def _told(revision: Revision, reading: Reading) -> Iterator[str]:
    sections = revision.concept.languages
    yield from (_with_source(sections[tag], Reading(tag, reading.settings)) for tag in reading.tongues(revision))


def _html(revision: Revision, reading: Reading, where: str) -> str:
    rows = Markup("").join(_row(revision.concept.languages[tag], tag) for tag in reading.tongues(revision))
    told = reading.settings.attribution if reading.settings else {}
    foot = Markup('<p><a href="{}">{}</a> {}</p>').format(where, reading.plainly(revision), reading.title(told))
    return str(Markup("<dl>{}</dl>{}").format(rows, foot))


def _row(section: LanguageSection, tag: str) -> Markup:
    term = Markup('<dt lang="{}"><dfn>{}</dfn></dt>').format(tag, section.preferred.text)
    if section.definition is None:
        return term
    return term + Markup('<dd lang="{}">{}</dd>').format(tag, section.definition.text)
