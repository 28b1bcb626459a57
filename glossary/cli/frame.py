"""What every command shares: the language of the terminal, the opened glossaries, and how errors end."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.table import Column, Table

from glossary import errors, history_errors, identity_errors, review_errors, webhook_errors
from glossary.cli.click_words import teach_click
from glossary.errors import GlossaryError, InvalidContent, InvalidQuery
from glossary.glossaries import Glossaries
from glossary.glossary import Glossary
from glossary.i18n import nearest_language, translate

NOT_FOUND, REFUSED, LATER = 1, 3, 4
_LATER = (errors.Busy, errors.StorageFailed)
_ABSENT = (
    errors.GlossaryNotFound,
    errors.ConceptNotFound,
    errors.RevisionNotFound,
    errors.EditionNotFound,
    errors.KeyNotFound,
    errors.PersonNotFound,
    identity_errors.AccountNotFound,
    errors.NothingToRedact,
    errors.Redacted,
    errors.NotYetWorded,
    history_errors.NotYetKnown,
    errors.Retired,
    review_errors.ProposalNotFound,
    webhook_errors.WebhookNotFound,
    webhook_errors.MessageNotFound,
)


def terminal_language(environment: Mapping[str, str] = os.environ) -> str:
    """Japanese or English, by the locale of the terminal; English where it says neither."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in names if environment.get(name)), "")
    language = locale.split(".")[0].split("_")[0]
    return nearest_language([language, "en"])


LANGUAGE = terminal_language()
teach_click(LANGUAGE)


def say(message: str, **facts: Any) -> str:
    """A text in the terminal's language."""
    return translate(LANGUAGE, message).format(**facts) if facts else translate(LANGUAGE, message)


class Commands(click.Group):
    """A group whose commands end with a sentence and an exit code when something cannot be done."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was named."""
        try:
            return super().invoke(ctx)
        except GlossaryError as error:
            _tell(error)
            ctx.exit(_exit_code(error))


@click.group(cls=Commands, help=say("A bilingual glossary that keeps every version of every definition."))
@click.version_option(package_name="taiyaku")
@click.pass_context
def cli(context: click.Context) -> None:
    """The command `taiyaku`."""
    context.obj = None


def opened() -> Glossaries:
    """The glossaries that `GLOSSARY_*` name, seeded where there are none; closed when the command ends."""
    context = click.get_current_context().find_root()
    if context.obj is None:
        context.obj = context.with_resource(Glossaries.open())
        context.obj.seed()
    found: Glossaries = context.obj
    return found


def the_glossary(glossary: str | None) -> Glossary:
    """The glossary asked for, or the only one there is."""
    ids = opened().ids()
    if glossary is None and len(ids) != 1:
        raise click.UsageError(say("Say which glossary with --glossary: {ids}.", ids=", ".join(ids)))
    return opened()[glossary or ids[0]]


def console() -> Console:
    """Where results for people go."""
    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


def whole_table(*heads: str) -> Table:
    """A table that breaks long texts over lines and never cuts them."""
    return Table(*(Column(head, overflow="fold") for head in heads))


def print_json(value: Any) -> None:
    """A result for machines, on one line."""
    click.echo(msgspec.json.encode(value).decode())


def short(moment: str) -> str:
    """A moment to the second, as tables have room for it."""
    return moment.split(".")[0] + "Z" if "." in moment else moment


def nothing(message: str) -> None:
    """End with the exit code for `nothing found`."""
    click.echo(message, err=True)
    click.get_current_context().exit(NOT_FOUND)


def _tell(error: GlossaryError) -> None:
    click.echo(translate(LANGUAGE, error.detail).format(**error.facts), err=True)
    if isinstance(error, (InvalidContent, InvalidQuery)):
        for fault in error.faults:
            click.echo(f"  {fault.pointer}: {fault.told(LANGUAGE)}", err=True)


def _exit_code(error: GlossaryError) -> int:
    if isinstance(error, _LATER):
        return LATER
    return NOT_FOUND if isinstance(error, _ABSENT) else REFUSED
