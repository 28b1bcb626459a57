"""Options that several commands have."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from glossary.asking import Asked
from glossary.calendars import Calendar, day_of
from glossary.cli.frame import say, the_glossary
from glossary.comparison import dated_by
from glossary.model import choices
from glossary.times import micros, now

glossary_option = click.option("--glossary", metavar="ID", help=say("The glossary, where there is more than one."))
json_option = click.option("--json", "as_json", is_flag=True, help=say("Print JSON for machines."))
language_option = click.option("--language", metavar="TAG", help=say("Only this language (ja, en)."))


def _dated(context: click.Context, _parameter: click.Parameter, calendar: Calendar) -> None:
    """Let what a command tells have its Japanese dates in a calendar."""
    today = day_of(micros(now()), "Asia/Tokyo")
    context.with_resource(dated_by(calendar, today))


calendar_option = click.option(
    "--calendar",
    type=click.Choice(choices(Calendar)),
    default="gregorian",
    expose_value=False,
    callback=_dated,
    help=say("The calendar of Japanese dates."),
)

_STATE = (
    click.option("--as-of", metavar="DATE", help=say("As they hold at this date or instant.")),
    click.option("--known-at", metavar="DATE", help=say("As they were known at this date or instant.")),
    click.option("--edition", metavar="ID", help=say("As an edition has them.")),
)


def state_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command be asked about another state than the present one, which it gets as `asked`."""

    @wraps(command)
    def stated(as_of: str | None, known_at: str | None, edition: str | None, **given: Any) -> Any:
        if edition and (as_of or known_at):
            raise click.UsageError(say("Name an edition or a date, not both."))
        return command(asked=Asked(as_of=as_of, known_at=known_at, edition=edition), **given)

    for option in reversed(_STATE):
        option(stated)
    return stated


def only_in(glossary: str | None, asked: Asked) -> tuple[str, ...] | None:
    """The one glossary that is asked, which an edition needs; None for all."""
    return (the_glossary(glossary).id,) if glossary or asked.edition else None
