"""Commands about letters by e-mail."""

from __future__ import annotations

import click

from glossary.cli.frame import console, opened, print_json, say, short, whole_table
from glossary.cli.options import json_option
from glossary.i18n import languages
from glossary.times import written


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


@mail_commands.command("list", help=say("List the letters that have not arrived at the mail server."))
@json_option
def list_mail(as_json: bool) -> None:
    """List letters, without their addresses."""
    found = opened().wishes.unsent()
    if as_json:
        print_json(found)
        return
    table = whole_table(say("Person"), say("Glossary"), say("Letter"), say("Attempts"), say("Next attempt"))
    for each in found:
        due = say("given up") if each.state == "dead" else short(written(each.next_at))
        table.add_row(each.person, each.glossary, each.kind, str(each.attempts), due)
    console().print(table)


@mail_commands.command("again", help=say("Have letters that were given up sent again."))
def send_again() -> None:
    """Send letters again."""
    click.echo(say("Letters that will be tried again: {count}.", count=opened().wishes.send_again(opened().house())))
