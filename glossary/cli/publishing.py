"""Commands about editions: drafting, publishing, listing."""

from __future__ import annotations

from collections.abc import Sequence

import click

from glossary.cli.frame import LANGUAGE, console, opened, print_json, say, the_glossary, whole_table
from glossary.cli.options import glossary_option, json_option
from glossary.errors import EditionNotFound
from glossary.glossary import Glossary
from glossary.model import Edition


@click.group("edition", help=say("Draft, publish and list editions."))
def edition_commands() -> None:
    """Commands about editions."""


@edition_commands.command("draft", help=say("Draft an edition, or change its draft."))
@click.argument("edition")
@click.option("--title", "titles", multiple=True, required=True, metavar="TAG=TEXT", help=say("A title in a language."))
@click.option("--date", required=True, help=say("The day whose wordings it names; it may lie ahead."))
@click.option("--cites", multiple=True, metavar="TAG=TEXT", help=say("The paper it belongs to, in a language."))
@glossary_option
@json_option
def draft(
    edition: str, titles: Sequence[str], date: str, cites: Sequence[str], glossary: str | None, as_json: bool
) -> None:
    """Draft an edition."""
    chosen = the_glossary(glossary)
    said = Edition(id=edition, title=_by_language(titles), date=date, cites=_by_language(cites) or None)
    made = chosen.put_edition(said, opened().house(), _drafted(chosen, edition))
    if as_json:
        print_json(made)
    else:
        click.echo(say("The edition “{edition}” is a draft.", edition=edition))


@edition_commands.command("publish", help=say("Publish a drafted edition; it never changes afterwards."))
@click.argument("edition")
@glossary_option
@json_option
def publish(edition: str, glossary: str | None, as_json: bool) -> None:
    """Publish an edition."""
    made = the_glossary(glossary).publish_draft(edition, opened().house())
    if as_json:
        print_json(made)
    else:
        told = say("The edition “{edition}” is published: entry {seq}, {digest}.", **_facts(made))
        click.echo(told)


@edition_commands.command("list", help=say("List the editions, drafts first."))
@glossary_option
@json_option
def list_editions(glossary: str | None, as_json: bool) -> None:
    """List the editions."""
    chosen = the_glossary(glossary)
    found = [*chosen.edition_drafts(), *chosen.editions()]
    if as_json:
        print_json(found)
        return
    table = whole_table(say("Edition"), say("Title"), say("Date"), say("State"), say("Entry of the log"))
    for each in found:
        state = say("draft") if each.entry is None else say("published")
        table.add_row(each.id, _title(each), each.date, state, str(each.entry or ""))
    console().print(table)


def _drafted(glossary: Glossary, edition: str) -> int | None:
    """The wording that the draft has now, None where there is none."""
    try:
        return glossary.edition_draft(edition).draft
    except EditionNotFound:
        return None


def _facts(edition: Edition) -> dict[str, object]:
    return {"edition": edition.id, "seq": edition.entry, "digest": edition.digest}


def _by_language(words: Sequence[str]) -> dict[str, str]:
    return {tag: text for tag, _, text in (each.partition("=") for each in words)}


def _title(edition: Edition) -> str:
    return edition.title.get(LANGUAGE) or next(iter(edition.title.values()), "")
