"""What would come of a proposal, as pages show it: the difference, what the checks found, what it collides with."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from api.desk.naming import named
from api.house import glossaries
from api.pages.reading import Reading
from api.pages.standing import only_language
from glossary import File, as_html, as_table, finding_message, within_a_page


class Looked(NamedTuple):
    """What a proposer and a reviewer look at before it is decided."""

    file: File
    marked: Markup
    table: Markup
    findings: list[tuple[str, str, str]]
    terms: dict[str, Markup]

    @property
    def grade(self) -> str | None:
        """How far the change goes."""
        return self.file.outlook.difference.grade


def looked(file: File, reader: str) -> Looked:
    """What would come of a proposal, for a reader of a language."""
    compared, settings = file.outlook.comparison, file.settings
    reading = Reading(reader, settings)
    only = only_language(compared, reader)
    told: list[tuple[str, str, str]] = [
        (each.severity, each.code, finding_message(each, reader)) for each in file.findings
    ]
    return Looked(
        file=file,
        marked=Markup(as_html(compared, settings, reader, only, within_a_page)),  # noqa: S704 - escaped there
        table=Markup(as_table(compared, settings, reader, only, "new-first", within_a_page)),  # noqa: S704 - likewise
        findings=told,
        terms=named(glossaries()[settings.id], (each.concept for each in file.outlook.collisions), reading),
    )
