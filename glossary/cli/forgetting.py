"""Commands that forget: a text for good, or a person. History stays whole and says what was removed."""

from __future__ import annotations

import click

from glossary.cli.frame import LATER, opened, print_json, say
from glossary.cli.options import json_option
from glossary.errors import Busy, StorageFailed
from glossary.model import Part, choices


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
    alike = house[glossary].repeated(concept, revisions) if part == "content" else []
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
    for each in alike:
        told = {"revision": each.number, "concept": each.concept.id}
        click.echo(say("Revision {revision} of “{concept}” still has a text that was removed.", **told), err=True)


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
