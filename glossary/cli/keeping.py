"""Commands that change something: loading concepts, making glossaries and keys."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click
import msgspec
from rich.progress import Progress

from glossary.cli.frame import LANGUAGE, console, opened, print_json, say, the_glossary, whole_table
from glossary.cli.options import glossary_option, json_option
from glossary.formats import FORMATS
from glossary.labels import ROLES
from glossary.model import Draft, Settings
from glossary.people import Role
from glossary.seed import read_folder


@click.command(help=say("Load concepts from files or folders (JSON): all of them, or none if anything is wrong."))
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@glossary_option
@json_option
def load(paths: tuple[Path, ...], glossary: str | None, as_json: bool) -> None:
    """Load concepts."""
    drafts = [draft for path in paths for draft in _drafts(path)]
    chosen, author = the_glossary(glossary), opened().house()
    with Progress(console=console(), disable=as_json or len(drafts) < 200) as progress:
        task = progress.add_task(say("Loading"), total=len(drafts))
        report = chosen.load(drafts, author, lambda done, total: progress.update(task, completed=done, total=total))
    if as_json:
        print_json(report)
        return
    counts = {name: len(ids) for name, ids in msgspec.structs.asdict(report).items()}
    click.echo(say("{added} added, {changed} changed, {unchanged} unchanged.", **counts))


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
@click.option("--days", type=click.IntRange(1), help=say("After how many days it expires; otherwise never."))
@click.option("--person", metavar="ID", help=say("The person it belongs to; otherwise a new one."))
@json_option
def make_key(name: str, role: Role, glossary: str | None, days: int | None, person: str | None, as_json: bool) -> None:
    """Make a key."""
    key_id, key = opened().make_key(name, role, glossary, days, person)
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
    table = whole_table(say("Key"), say("Name"), say("Role"), say("Glossary"), say("Person"), say("Works"))
    for key in found:
        works = say("yes") if key.works(now) else say("no")
        table.add_row(key.id, key.name, say(ROLES[key.role]), key.glossary or say("all"), key.person, works)
    console().print(table)


@key_commands.command("revoke", help=say("Make a key useless from now on."))
@click.argument("key")
def revoke_key(key: str) -> None:
    """Revoke a key."""
    opened().revoke_key(key)
    click.echo(say("The key {key} no longer works.", key=key))


def _title(settings: Settings) -> str:
    return settings.title.get(LANGUAGE) or next(iter(settings.title.values()))


def _drafts(path: Path) -> list[Draft]:
    if path.is_dir():
        return read_folder(path).drafts
    return FORMATS["json"].read(path.read_bytes())
