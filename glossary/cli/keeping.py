"""Commands that make and list glossaries and keys."""

from __future__ import annotations

from typing import Any, get_args

import click
import msgspec

from glossary.cli.frame import LANGUAGE, console, opened, print_json, say, short, whole_table
from glossary.cli.options import json_option
from glossary.i18n import N_
from glossary.labels import ROLES
from glossary.model import Settings
from glossary.people import Role
from glossary.times import written

_OF_KEYS = (N_("Key"), N_("Name"), N_("Role"), N_("Glossary"))
_KEY_HEADS = (*_OF_KEYS, N_("Person"), N_("Expires"), N_("Last used"), N_("Works"))


@click.group("glossary", help=say("Make and list glossaries."))
def glossary_commands() -> None:
    """Commands about glossaries."""


@glossary_commands.command("make", help=say("Make a glossary."))
@click.argument("glossary")
@click.option("--title", "titles", multiple=True, metavar="TAG=TEXT", help=say("A title, for example ja=用語集."))
@click.option(
    "--language",
    "languages",
    multiple=True,
    metavar="TAG",
    help=say("A language; the first is the source's."),
)
@click.option("--time-zone", default="Asia/Tokyo", show_default=True, help=say("Where its dates begin."))
@json_option
def make_glossary(
    glossary: str, titles: tuple[str, ...], languages: tuple[str, ...], time_zone: str, as_json: bool
) -> None:
    """Make a glossary."""
    named = dict(title.split("=", 1) for title in titles if "=" in title)
    tags = languages or ("ja", "en")
    settings = Settings(
        id=glossary,
        title=named or {tags[0]: glossary},
        languages=tags,
        source_language=tags[0],
        time_zone=time_zone,
    )
    opened().make(settings, opened().house())
    if as_json:
        print_json(settings)
    else:
        click.echo(say("Made the glossary “{glossary}”.", glossary=glossary))


@glossary_commands.command("list", help=say("List the glossaries."))
@json_option
def list_glossaries(as_json: bool) -> None:
    """List the glossaries."""
    found = [each.overview() for each in opened()]
    if as_json:
        print_json([{**msgspec.to_builtins(each), "concepts": count, "seq": head.seq} for each, head, count in found])
        return
    table = whole_table(say("Glossary"), say("Title"), say("Concepts"), say("Entries of the log"))
    for settings, head, count in found:
        table.add_row(settings.id, _title(settings), str(count), str(head.seq))
    console().print(table)


@click.group("key", help=say("Make, list and revoke keys."))
def key_commands() -> None:
    """Commands about keys."""


@key_commands.command("make", help=say("Make a key. It is shown only this once."))
@click.option("--name", required=True, help=say("Whose key it is."))
@click.option("--role", required=True, type=click.Choice(get_args(Role)), help=say("What it allows."))
@click.option("--glossary", metavar="ID", help=say("Only in this glossary; otherwise in all."))
@click.option("--days", type=click.IntRange(1, 36_500), help=say("After how many days it expires; otherwise never."))
@click.option("--expires", metavar="DATE", help=say("The last day on which it works, or the instant of its end."))
@click.option("--person", metavar="ID", help=say("The person it belongs to; otherwise a new one."))
@json_option
def make_key(name: str, role: Role, as_json: bool, **about: Any) -> None:
    """Make a key."""
    key_id, key = opened().make_key(name, role, **about)
    if as_json:
        print_json({"id": key_id, "key": key})
        return
    click.echo(key)
    click.echo(say("Keep this key now; it cannot be shown again. Its id is {key_id}.", key_id=key_id), err=True)


@key_commands.command("list", help=say("List the keys, without their secrets."))
@json_option
def list_keys(as_json: bool) -> None:
    """List the keys."""
    found, now = opened().keys(), opened().now()
    if as_json:
        print_json(found)
        return
    heads = (
        N_("Key"),
        N_("Name"),
        N_("Role"),
        N_("Glossary"),
        N_("Person"),
        N_("Expires"),
        N_("Last used"),
        N_("Works"),
    )
    table = whole_table(*map(say, heads))
    for key in found:
        works = say("yes") if key.works(now) else say("no")
        until = short(written(key.expires_at)) if key.expires_at else say("without end")
        may = (say(ROLES[key.role]), key.glossary or say("all"))
        table.add_row(key.id, key.name, *may, key.person, until, key.used_on or "–", works)
    console().print(table)


@key_commands.command("revoke", help=say("Make a key useless from now on."))
@click.argument("key")
def revoke_key(key: str) -> None:
    """Revoke a key."""
    opened().revoke_key(key)
    click.echo(say("The key {key} no longer works.", key=key))


def _title(settings: Settings) -> str:
    return settings.title.get(LANGUAGE) or next(iter(settings.title.values()))
