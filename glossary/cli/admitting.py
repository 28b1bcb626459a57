"""Commands about the persons who sign in on the pages, and about who changed what."""

from __future__ import annotations

import os
from typing import get_args

import click

from glossary.accounts import LINK_HOURS
from glossary.cli.forgetting import person_commands
from glossary.cli.frame import LANGUAGE, console, opened, print_json, say, short, whole_table
from glossary.cli.options import json_option
from glossary.labels import ROLES
from glossary.people import Account, Role, folded_login
from glossary.times import written

_hours = click.IntRange(1, 720)
_role = click.option("--role", required=True, type=click.Choice(get_args(Role)), help=say("What they may do."))
_glossary = click.option("--glossary", metavar="ID", help=say("Only in this glossary; otherwise in all."))
_person = click.argument("person", metavar="LOGIN")


@person_commands.command("make", help=say("Let a person sign in; prints a link to set a first password."))
@click.option("--name", required=True, help=say("What the person is called."))
@click.option("--login", required=True, help=say("What they sign in with, for example an e-mail address."))
@_role
@_glossary
@click.option("--email", help=say("Where mail reaches them; the login, where that is an address."))
@click.option("--person", metavar="ID", help=say("Somebody who has keys already."))
@json_option
def make(
    name: str, login: str, role: Role, glossary: str | None, email: str | None, person: str | None, as_json: bool
) -> None:
    """Make an account."""
    contact = email or (login if "@" in login else None)
    made = opened().accounts.make(name, login, role, glossary, contact=contact, person=person)
    _tell_link(made, LINK_HOURS, as_json)


@person_commands.command("password", help=say("Print a new link by which somebody sets a password."))
@_person
@click.option(
    "--hours", type=click.IntRange(1, 720), default=LINK_HOURS, show_default=True, help=say("How long it works.")
)
@json_option
def password(person: str, hours: int, as_json: bool) -> None:
    """Make a one-time link."""
    _tell_link(_account(person), hours, as_json)


@person_commands.command("list", help=say("List the persons who may sign in."))
@json_option
def accounts(as_json: bool) -> None:
    """List the accounts."""
    found = opened().accounts.all()
    if as_json:
        print_json(found)
        return
    table = whole_table(say("Person"), say("Name"), say("Login"), say("Role"), say("Glossary"), say("Signs in"))
    for each in found:
        may = (say(ROLES[each.role]), each.glossary or say("all"))
        table.add_row(each.person, each.name or "–", each.login or each.issuer or "–", *may, _way(each))
    console().print(table)


@person_commands.command("role", help=say("Say what somebody may do from now on."))
@_person
@_role
@_glossary
def role(person: str, role: Role, glossary: str | None) -> None:
    """Give a role."""
    found = _account(person)
    opened().accounts.give_role(found.person, role, glossary)
    click.echo(say("“{name}” is now: {role}.", name=found.name, role=say(ROLES[role])))
    click.echo(say("Their keys that allow more than that no longer work; see taiyaku key list."), err=True)


@person_commands.command("close", help=say("Let somebody no longer sign in; their keys stop too."))
@_person
def close(person: str) -> None:
    """Close an account."""
    found = _account(person)
    opened().accounts.close(found.person)
    click.echo(say("“{name}” can no longer sign in, and their keys no longer work.", name=found.name))


@click.command(help=say("Show who changed what, newest first."))
@click.option("--glossary", metavar="ID", help=say("Only changes of this glossary."))
@click.option("--person", metavar="ID", help=say("Only changes by this person."))
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, help=say("How many at most."))
@json_option
def audit(glossary: str | None, person: str | None, limit: int, as_json: bool) -> None:
    """Show the audit."""
    found = opened().audit(None, limit, glossary, person)
    if as_json:
        print_json(found)
        return
    names = opened().names(each.person for each in found)
    table = whole_table(say("When"), say("Who"), say("What"), say("Glossary"), say("Of what"), say("Reason"))
    for each in found:
        who = names.get(each.person) or each.person
        table.add_row(short(written(each.at)), who, each.action, each.glossary or "–", each.subject, each.reason or "–")
    console().print(table)


def _account(login: str) -> Account:
    """The account of a login, or of the id of a person."""
    named = (each for each in opened().accounts.all() if each.login == folded_login(login))
    return next(named, None) or opened().accounts.account(login)


def _tell_link(account: Account, hours: int, as_json: bool) -> None:
    base = os.environ.get("GLOSSARY_BASE_URL", "").rstrip("/")
    link = f"{base}/{LANGUAGE}/-/password?code={opened().accounts.link(account.person, hours)}"
    if as_json:
        print_json({"person": account.person, "login": account.login, "link": link})
        return
    click.echo(link)
    click.echo(say("The link works once, within {hours} hours.", hours=hours), err=True)
    if not base:
        click.echo(say("Put the address of this service before it."), err=True)


def _way(account: Account) -> str:
    if account.closed_at is not None:
        return say("no longer")
    return say("by password") if account.has_password else account.issuer or say("has no password yet")
