"""Commands that look things up."""

from __future__ import annotations

from collections.abc import Sequence

import click
from rich.text import Text

from glossary.asking import Asked
from glossary.cli.frame import (
    LANGUAGE,
    NOT_FOUND,
    console,
    nothing,
    opened,
    print_json,
    say,
    short,
    the_glossary,
    whole_table,
)
from glossary.cli.options import glossary_option, json_option, language_option, only_in, state_options
from glossary.labels import REVISION_KINDS
from glossary.model import Revision
from glossary.readable import as_text
from glossary.times import written


@click.command(help=say("Show the concept that FORM is a term of, written in whatever way, or whose id it is."))
@click.argument("form")
@glossary_option
@language_option
@state_options
@json_option
def show(form: str, glossary: str | None, language: str | None, asked: Asked, as_json: bool) -> None:
    """Show a concept."""
    found = _resolved(form, only_in(glossary, asked), language, asked)
    if as_json:
        print_json(found)
    elif not found:
        nothing(say("Nothing is called “{form}”.", form=form))
    for revision in [] if as_json else found:
        settings = opened()[revision.glossary].settings()
        console().print(Text(as_text(revision, settings, language)))
    if not found:
        click.get_current_context().exit(NOT_FOUND)


@click.command(help=say("Show the history of a concept, newest first."))
@click.argument("concept")
@glossary_option
@json_option
def history(concept: str, glossary: str | None, as_json: bool) -> None:
    """Show a history."""
    found = the_glossary(glossary).revisions(concept, limit=1000)
    if as_json:
        print_json(found)
        return
    table = whole_table(say("Revision"), say("Kind"), say("Valid from"), say("Recorded at"), say("Remark"))
    present = the_glossary(glossary).present()
    for revision in found:
        table.add_row(*map(Text, _line(revision, present)))
    console().print(table)


@click.command(help=say("Show what people looked up in vain over the last month."))
@glossary_option
@json_option
def missed(glossary: str | None, as_json: bool) -> None:
    """Show missed forms."""
    found = opened().missed(the_glossary(glossary).id)
    if as_json:
        print_json(found)
        return
    table = whole_table(say("Form"), say("Times"), say("Last"))
    for each in found:
        table.add_row(each.form, str(each.count), each.last)
    console().print(table)


def _resolved(form: str, only: Sequence[str] | None, language: str | None, asked: Asked) -> list[Revision]:
    house = opened()
    found = house.revisions_of(house.terms(form, language, only, asked))
    unique = {(revision.glossary, revision.concept.id): revision for revision in found}
    return list(unique.values()) or house.named(form, only, asked)


def _line(revision: Revision, present: int) -> tuple[str, ...]:
    note = revision.change_note or {}
    said = [note.get(LANGUAGE) or next(iter(note.values()), "")]
    gone = [say("[removed: {reason}]", reason=each.reason) for each in revision.redacted]
    return (
        str(revision.number),
        say(REVISION_KINDS[revision.kind]) + (f" ({say('upcoming')})" if revision.valid_at > present else ""),
        short(revision.valid_from),
        short(written(revision.recorded_at)),
        " ".join([*filter(None, said), *gone]),
    )
