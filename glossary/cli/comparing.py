"""Commands that tell what differs: between two wordings, between two editions, and what an edition has wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import click
import msgspec

from glossary.asking import Asked
from glossary.cli.frame import LANGUAGE, console, print_json, say, the_glossary
from glossary.cli.options import calendar_option, glossary_option, json_option, language_option
from glossary.comparing import Moment
from glossary.comparison import (
    FATES,
    Comparison,
    Entry,
    Order,
    as_html,
    as_markdown,
    as_table,
    as_terminal,
    errata_html,
    errata_markdown,
    report_html,
    report_markdown,
    report_table,
)
from glossary.model import Settings, choices
from glossary.times import written

_EDITION = "edition:"


class MomentType(click.ParamType[Moment]):
    """A number of a revision, a date or an instant, or an edition after `edition:`."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Moment:
        """Which wording is meant."""
        text = str(value)
        if text.startswith(_EDITION):
            return Asked(edition=text.removeprefix(_EDITION))
        if not text.isascii() or not text.isdigit():
            return Asked(as_of=text)
        if not 1 <= int(text[:12]) < 2**31:
            self.fail(say("A number of a revision, a date, or “edition:ID”."), param, ctx)
        return int(text)


def form_option(*forms: str) -> Callable[[Any], Any]:
    """The option that says in which form something is told; the first unless told."""
    choice = click.Choice(forms)
    return click.option("--format", "form", type=choice, default=forms[0], help=say("The form of the answer."))


order_option = click.option(
    "--order",
    type=click.Choice(choices(Order)),
    default="new-first",
    help=say("Which column of a table stands on the left."),
)


@click.command(help=say("Compare two wordings of a concept; the newest with the one before it unless told."))
@click.argument("concept")
@click.argument("earlier", type=MomentType(), required=False)
@click.argument("later", type=MomentType(), required=False)
@glossary_option
@language_option
@form_option("text", "html", "table", "markdown")
@order_option
@calendar_option
@json_option
def diff(
    concept: str,
    earlier: Moment | None,
    later: Moment | None,
    glossary: str | None,
    language: str | None,
    form: str,
    order: Order,
    as_json: bool,
) -> None:
    """Compare two wordings."""
    chosen = the_glossary(glossary)
    last = chosen.revisions(concept, limit=1)[0].number if later is None else later
    found = chosen.comparison(concept, earlier, last, language)
    if as_json:
        print_json(_told(found))
    elif form == "text":
        _print(found, chosen.settings(), language)
    else:
        click.echo(_written(found, chosen.settings(), language, order)[form]())


@click.command(help=say("Show what changed in EDITION since an earlier one, and why."))
@click.argument("edition")
@click.option("--since", metavar="EDITION", required=True, help=say("The earlier edition."))
@glossary_option
@language_option
@form_option("markdown", "html", "table")
@order_option
@calendar_option
@json_option
def changes(
    edition: str, since: str, glossary: str | None, language: str | None, form: str, order: Order, as_json: bool
) -> None:
    """Tell what changed between two editions."""
    found = the_glossary(glossary).changes(since, edition)
    if as_json:
        print_json({"since": since, "edition": edition, **{fate: list(map(_entry, found.of(fate))) for fate in FATES}})
    elif form == "table":
        click.echo(report_table(found, LANGUAGE, language, order))
    else:
        click.echo({"html": report_html, "markdown": report_markdown}[form](found, LANGUAGE, language))


@click.command(help=say("Show what EDITION has wrong, and what is right instead."))
@click.argument("edition")
@glossary_option
@language_option
@form_option("markdown", "html")
@calendar_option
@json_option
def errata(edition: str, glossary: str | None, language: str | None, form: str, as_json: bool) -> None:
    """Tell the errata of an edition."""
    found = the_glossary(glossary).errata(edition)
    if as_json:
        print_json({"edition": edition, "items": list(map(_erratum, found.corrections))})
    else:
        click.echo({"html": errata_html, "markdown": errata_markdown}[form](found, LANGUAGE, language))


def _told(found: Comparison) -> dict[str, Any]:
    numbers = {name: side.number if side else None for name, side in (("from", found.before), ("to", found.after))}
    return {"concept": found.concept, **numbers, **msgspec.to_builtins(found.difference)}


def _entry(entry: Entry) -> dict[str, Any]:
    return {**_told(entry.comparison), "replaced_by": entry.successor, "steps": entry.steps}


def _erratum(found: Comparison) -> dict[str, Any]:
    right = found.newest
    return {**_told(found), "recorded_at": written(right.recorded_at), "change_note": right.change_note}


def _print(found: Comparison, settings: Settings, language: str | None) -> None:
    if not found.difference.changes:
        numbers = (side.number if side else 0 for side in (found.before, found.after))
        earlier, later = numbers
        click.echo(say("Nothing changed between revisions {earlier} and {later}.", earlier=earlier, later=later))
        return
    for line in as_terminal(found, settings, LANGUAGE, language):
        console().print(line)


def _written(
    found: Comparison, settings: Settings, language: str | None, order: Order
) -> Mapping[str, Callable[[], str]]:
    return {
        "html": lambda: as_html(found, settings, LANGUAGE, language),
        "table": lambda: as_table(found, settings, LANGUAGE, language, order),
        "markdown": lambda: as_markdown(found, settings, LANGUAGE, language),
    }
