"""The command that writes a glossary to a file."""

from __future__ import annotations

import click

from glossary.asking import Asked
from glossary.cli.frame import say, the_glossary
from glossary.cli.options import glossary_option, language_option
from glossary.formats import FORMATS


@click.command(help=say("Write every current concept, in a form that `load` reads, to standard output."))
@click.option("--format", "form", type=click.Choice(sorted(FORMATS)), default="json", show_default=True)
@click.option("--as-of", metavar="DATE", help=say("As they hold at this date or instant."))
@click.option("--known-at", metavar="DATE", help=say("As they were known at this date or instant."))
@click.option("--edition", metavar="ID", help=say("As an edition has them."))
@language_option
@glossary_option
def export(
    form: str, as_of: str | None, known_at: str | None, edition: str | None, language: str | None, glossary: str | None
) -> None:
    """Export a glossary."""
    if edition and (as_of or known_at):
        raise click.UsageError(say("Name an edition or a date, not both."))
    asked = Asked(as_of=as_of, known_at=known_at, edition=edition)
    for piece in FORMATS[form].pieces(the_glossary(glossary).export(asked, language)):
        click.echo(piece, nl=False)
