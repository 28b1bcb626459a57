"""The command that writes a glossary to a file."""

from __future__ import annotations

import click

from glossary.asking import Asked
from glossary.cli.frame import say, the_glossary
from glossary.cli.options import glossary_option, language_option, state_options
from glossary.formats import FORMATS


@click.command(help=say("Write every current concept, in a form that `load` reads, to standard output."))
@click.option("--format", "form", type=click.Choice(sorted(FORMATS)), default="json", show_default=True)
@state_options
@language_option
@glossary_option
def export(form: str, asked: Asked, language: str | None, glossary: str | None) -> None:
    """Export a glossary."""
    for piece in FORMATS[form].pieces(the_glossary(glossary).export(asked, language)):
        click.echo(piece, nl=False)
