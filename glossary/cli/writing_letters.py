"""Commands about letters by e-mail."""

from __future__ import annotations

import click

from glossary.cli.frame import opened, say
from glossary.i18n import languages


@click.group("mail", help=say("Say who gets letters by e-mail."))
def mail_commands() -> None:
    """Commands about letters."""


@mail_commands.command("set", help=say("Send letters to a person, or none any more."))
@click.argument("person")
@click.option("--address", metavar="ADDRESS", help=say("Where to; without it, no letters are sent."))
@click.option("--language", type=click.Choice(languages()), help=say("In which language."))
def set_mail(person: str, address: str | None, language: str | None) -> None:
    """Set where letters go."""
    opened().wishes.reach(person, address, language, opened().house())
    if address:
        click.echo(say("Letters to {person} go to {address}.", person=person, address=address))
    else:
        click.echo(say("{person} gets no letters any more.", person=person))
