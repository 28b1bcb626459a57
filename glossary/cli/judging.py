"""Commands by which editors judge: that a translation stands, and how far a change goes."""

from __future__ import annotations

import click

from glossary.cli.frame import opened, print_json, say, the_glossary
from glossary.cli.options import glossary_option, json_option
from glossary.labels import GRADES
from glossary.model import Grade, choices


@click.command(help=say("Record that the translations of CONCEPT were checked against its source text and stand."))
@click.argument("concept")
@click.option("--language", "languages", multiple=True, metavar="TAG", help=say("Only this language; may be repeated."))
@click.option("--revision", type=click.IntRange(1), help=say("A revision that is still to come into force."))
@glossary_option
@json_option
def confirm(
    concept: str, languages: tuple[str, ...], revision: int | None, glossary: str | None, as_json: bool
) -> None:
    """Confirm translations."""
    made = the_glossary(glossary).confirm(concept, opened().house(), languages or None, revision)
    if as_json:
        print_json({"concept": concept, "revision": made.number, "kind": made.kind})
    else:
        click.echo(say("Revision {number} of “{concept}” says so.", number=made.number, concept=concept))


@click.command(help=say("Say how far the change to revision N of CONCEPT goes: {grades}.", grades=", ".join(GRADES)))
@click.argument("concept")
@click.argument("number", metavar="N", type=click.IntRange(1))
@click.argument("grade", type=click.Choice(choices(Grade)))
@click.option("--reason", help=say("Why; this is public and stays."))
@glossary_option
def grade(concept: str, number: int, grade: Grade, reason: str | None, glossary: str | None) -> None:
    """Grade a change."""
    the_glossary(glossary).grade(concept, number, grade, opened().house(), reason)
    click.echo(say("Revision {number}: {grade}.", number=number, grade=say(GRADES[grade])))
