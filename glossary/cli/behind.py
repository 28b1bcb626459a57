"""The command that tells what is to be checked against its source wording."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

import click
import msgspec
from rich.text import Text

from glossary.behind import BehindRequest, Lag
from glossary.cli.comparing import form_option, order_option
from glossary.cli.frame import LANGUAGE, console, print_json, say, the_glossary
from glossary.cli.options import glossary_option, json_option, language_option
from glossary.comparison import Behind, Order, behind_html, behind_markdown, behind_table, behind_terminal
from glossary.glossary import Glossary
from glossary.model import Settings, choices

_PAGE = 200


@click.command(help=say("Show what is behind its source text, and what changed there since it was checked."))
@glossary_option
@language_option
@click.option(
    "--sync",
    type=click.Choice(choices(Lag)),
    default="behind",
    help=say("“unreviewed”: what was never checked, or only needs confirming."),
)
@form_option("text", "html", "table", "markdown")
@order_option
@json_option
def behind(glossary: str | None, language: str | None, sync: Lag, form: str, order: Order, as_json: bool) -> None:
    """Tell what is behind or unreviewed."""
    chosen = the_glossary(glossary)
    found = _all(chosen, BehindRequest(language=language, sync=sync))
    if as_json:
        print_json([_told(each) for each in found])
    elif form == "text":
        _print(found, chosen.settings())
    else:
        click.echo(_written(list(found), chosen.settings(), form, order))


def _all(glossary: Glossary, request: BehindRequest) -> Iterator[Behind]:
    page = glossary.behind(request, limit=_PAGE)
    yield from page.items
    while page.next:
        page = glossary.behind(request, page.next, _PAGE)
        yield from page.items


def _print(found: Iterator[Behind], settings: Settings) -> None:
    lines = (line for each in found for line in behind_terminal(each, settings, LANGUAGE))
    for line in chain([next(lines, Text(say("There is nothing to be checked.")))], lines):
        console().print(line)


def _written(found: list[Behind], settings: Settings, form: str, order: Order) -> str:
    if form == "table":
        return behind_table(found, settings, LANGUAGE, order)
    return {"html": behind_html, "markdown": behind_markdown}[form](found, settings, LANGUAGE)


def _told(found: Behind) -> dict[str, Any]:
    about = {"concept": found.revision.concept.id, "language": found.language, "based_on": found.based_on}
    difference = msgspec.to_builtins(found.comparison.difference) if found.comparison else {"changes": []}
    return {**about, **msgspec.to_builtins(found.sync), "revision": found.revision.number, **difference}
