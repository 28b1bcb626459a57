"""The command that finds the terms of the glossaries in a text or a page."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import click
from rich.table import Table

from glossary.asking import Asked
from glossary.cli.frame import console, nothing, opened, print_json, say, whole_table
from glossary.cli.options import glossary_option, json_option, language_option
from glossary.i18n import N_
from glossary.labels import WAYS_OF_MATCHING
from glossary.marking import Annotation, Prose, TermMark

_PAGES = (".html", ".htm", ".xhtml")
_NO_TERM = N_("No term of the glossaries stands in this text.")


@click.command(help=say("Find the terms in a text, or make links of them in HTML; - reads the standard input."))
@click.argument("file", type=click.File("rb"))
@click.option(
    "--html", "is_html", is_flag=True, help=say("The text is HTML (so is a file named .html): write it with links.")
)
@click.option("--first-only", is_flag=True, help=say("Mark each concept at its first place only."))
@click.option("--base", default="", metavar="URL", help=say("The address that links in HTML begin with."))
@click.option("--as-of", metavar="DATE", help=say("With the terms as they were at a date."))
@glossary_option
@language_option
@json_option
def annotate(
    file: BinaryIO,
    is_html: bool,
    first_only: bool,
    base: str,
    as_of: str | None,
    glossary: str | None,
    language: str | None,
    as_json: bool,
) -> None:
    """Annotate."""
    prose = Prose(
        text=_read(file),
        is_html=is_html or Path(file.name).suffix.lower() in _PAGES,
        language=language,
        glossaries=(opened()[glossary].settings().id,) if glossary else None,
        first_only=first_only,
    )
    found = opened().annotator.annotate(prose, lambda *concept: "/".join([base, "id", *concept]), Asked(as_of=as_of))
    _tell(found, as_json=as_json)


def _read(file: BinaryIO) -> str:
    try:
        return file.read().decode()
    except UnicodeDecodeError as error:
        raise click.UsageError(say("The text is not valid UTF-8.")) from error


def _tell(found: Annotation, *, as_json: bool) -> None:
    if as_json:
        print_json({"marks": [_told(mark) for mark in found.marks], "html": found.html})
    elif found.html is not None:
        click.echo(found.html.encode(), nl=False)
    elif found.marks:
        console().print(_table(found))
    else:
        nothing(say(_NO_TERM))


def _told(mark: TermMark) -> dict[str, object]:
    place = {name: getattr(mark, name) for name in ("start", "end", "start_utf16", "end_utf16", "text")}
    concept = {
        "glossary": mark.revision.glossary,
        "concept": mark.revision.concept.id,
        "revision": mark.revision.number,
    }
    return {**place, **concept, "term": mark.term, "language": mark.language, "matched_on": mark.matched_on}


def _table(found: Annotation) -> Table:
    table = whole_table(say("From"), say("To"), say("Text"), say("Concept"), say("Term"), say("Found by"))
    for mark in found.marks:
        found_by = say(WAYS_OF_MATCHING[mark.matched_on])
        table.add_row(str(mark.start), str(mark.end), mark.text, mark.revision.concept.id, mark.term, found_by)
    return table
