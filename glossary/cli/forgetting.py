"""Commands that forget: a text for good, or a person. History stays whole and says what was removed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import click

from glossary.cli.frame import LATER, opened, print_json, say
from glossary.cli.options import json_option
from glossary.errors import Busy, StorageFailed
from glossary.model import Part, Revision, choices

_MOST = 10_000


@click.command(help=say("Remove the text of revisions for good."))
@click.argument("glossary")
@click.argument("concept")
@click.argument("revisions", nargs=-1, required=True, type=click.IntRange(1), metavar="REVISION...")
@click.option("--part", required=True, type=click.Choice(choices(Part)), help=say("Which text of the revisions."))
@click.option("--reason", required=True, help=say("Why; this is public and stays."))
@json_option
def redact(glossary: str, concept: str, revisions: tuple[int, ...], part: Part, reason: str, as_json: bool) -> None:
    """Redact revisions."""
    house = opened()
    alike = _alike(house[glossary].revisions(concept, limit=_MOST), revisions) if part == "content" else []
    try:
        found = house.redact(glossary, concept, revisions, part, reason, house.house())
    except (Busy, StorageFailed):
        click.echo(say("It could not be removed from all files. Please run this command again."), err=True)
        click.get_current_context().exit(LATER)
    if as_json:
        print_json(found)
        return
    for revision in found:
        click.echo(say("Removed from revision {revision} of “{concept}”.", revision=revision.number, concept=concept))
    for number in alike:
        click.echo(say("Revision {revision} still has a definition that it had.", revision=number), err=True)


@click.group("person", help=say("Let persons sign in, or forget them."))
def person_commands() -> None:
    """Commands about persons."""


@person_commands.command("erase", help=say("Erase a person's name and contacts; the history stays."))
@click.argument("person")
def erase(person: str) -> None:
    """Erase a person."""
    house = opened()
    house.erase_person(person, house.house())
    click.echo(say("The name and contacts of {person} are gone, and their keys no longer work.", person=person))


def _alike(history: Sequence[Revision], chosen: Collection[int]) -> list[int]:
    """The other revisions that have a definition of the chosen ones."""
    gone = {text for each in history if each.number in chosen for text in _definitions(each)}
    return [each.number for each in history if each.number not in chosen and gone & _definitions(each)]


def _definitions(revision: Revision) -> set[str]:
    return {each.definition.text for each in revision.concept.languages.values() if each.definition}
