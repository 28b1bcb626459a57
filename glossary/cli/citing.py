"""The command that cites a concept."""

from __future__ import annotations

import os
from collections.abc import Mapping

import click

from glossary.asking import Asked
from glossary.calendars import Calendar, day_of
from glossary.citing import JAPANESE_STYLES, Style, citation, cited
from glossary.cli.frame import LANGUAGE, opened, say, the_glossary
from glossary.cli.options import glossary_option, language_option
from glossary.model import Revision, choices
from glossary.times import micros


@click.command(help=say("Cite exactly one revision of a concept, with its source and its address."))
@click.argument("concept")
@click.option(
    "--style", type=click.Choice(choices(Style)), help=say("The style; by the terminal's language if not said.")
)
@click.option("--revision", type=click.IntRange(1), help=say("This revision instead of the one in force."))
@click.option("--as-of", metavar="DATE", help=say("The wording of this date or instant."))
@click.option(
    "--calendar",
    type=click.Choice(choices(Calendar)),
    default="gregorian",
    show_default=True,
    help=say("The calendar of Japanese dates."),
)
@click.option("--base-url", metavar="URL", help=say("The public address of the service; otherwise GLOSSARY_BASE_URL."))
@glossary_option
@language_option
def cite(
    concept: str,
    style: Style | None,
    revision: int | None,
    as_of: str | None,
    calendar: Calendar,
    base_url: str | None,
    glossary: str | None,
    language: str | None,
) -> None:
    """Cite a concept."""
    if revision is not None and as_of is not None:
        raise click.UsageError(say("Only one of these may be given: {names}.", names="--revision, --as-of"))
    chosen = the_glossary(glossary)
    found = chosen.revision(concept, revision) if revision else chosen.concept(concept, Asked(as_of=as_of)).revision
    settings, style = chosen.settings(), style or ("ja" if LANGUAGE == "ja" else "apa")
    today = day_of(micros(opened().now()), settings.time_zone)
    told = language or ("ja" if style in JAPANESE_STYLES else LANGUAGE)
    click.echo(cited(citation(found, settings, told, today, _uri(found, base_url)), style, calendar), nl=False)


def _uri(found: Revision, given: str | None, environment: Mapping[str, str] = os.environ) -> str | None:
    base = (given or environment.get("GLOSSARY_BASE_URL") or "").rstrip("/")
    if not base:
        click.echo(say("Without --base-url or GLOSSARY_BASE_URL the citation has no address."), err=True)
        return None
    return f"{base}/api/v1/glossaries/{found.glossary}/concepts/{found.concept.id}/revisions/{found.number}"
