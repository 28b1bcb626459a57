"""Commands about webhooks, and the worker that tells people."""

from __future__ import annotations

import signal
from threading import Event
from types import FrameType

import click
import msgspec

from glossary.cli.frame import console, opened, print_json, say, short, the_glossary, whole_table
from glossary.cli.options import glossary_option, json_option
from glossary.telling import KINDS
from glossary.times import written


@click.group("webhook", help=say("Say who is told of what happens in a glossary."))
def webhook_commands() -> None:
    """Commands about webhooks."""


@webhook_commands.command("make", help=say("Tell a receiver from now on. Its secret is shown only this once."))
@click.argument("url")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help=say("Only such messages; repeatable."))
@glossary_option
@json_option
def make(url: str, kinds: tuple[str, ...], glossary: str | None, as_json: bool) -> None:
    """Make a webhook."""
    made = the_glossary(glossary).webhooks.make(url, kinds, opened().house())
    if as_json:
        print_json({"id": made.id, "secret": made.secret})
        return
    click.echo(made.secret)
    told = say("Keep this secret now; it cannot be shown again. The id of the webhook is {webhook}.", webhook=made.id)
    click.echo(told, err=True)


@webhook_commands.command("list", help=say("List the webhooks, without their secrets."))
@glossary_option
@json_option
def list_webhooks(glossary: str | None, as_json: bool) -> None:
    """List the webhooks."""
    found = the_glossary(glossary).webhooks.all()
    if as_json:
        hidden = ("secret", "earlier_secret", "earlier_until")
        print_json([{k: v for k, v in msgspec.to_builtins(each).items() if k not in hidden} for each in found])
        return
    table = whole_table(say("Webhook"), say("Address"), say("Messages"), say("Works"), say("Made"))
    for each in found:
        works = say("yes") if each.active else say("no")
        table.add_row(each.id, each.url, ", ".join(each.kinds) or say("all"), works, short(written(each.made_at)))
    console().print(table)


@webhook_commands.command("remove", help=say("Tell a receiver nothing any more."))
@click.argument("webhook")
@glossary_option
def remove(webhook: str, glossary: str | None) -> None:
    """Remove a webhook."""
    the_glossary(glossary).webhooks.remove(webhook, opened().house())
    click.echo(say("The webhook {webhook} has been removed.", webhook=webhook))


@webhook_commands.command("replay", help=say("Have everything told again since a number, or one message."))
@click.argument("webhook")
@click.option("--since-seq", type=click.IntRange(0), help=say("All entries of the log after this one."))
@click.option("--since-event", type=click.IntRange(0), help=say("All events of proposals after this one."))
@click.option("--message", metavar="ID", help=say("Only this message."))
@glossary_option
def replay(
    webhook: str, since_seq: int | None, since_event: int | None, message: str | None, glossary: str | None
) -> None:
    """Replay."""
    hooks = the_glossary(glossary).webhooks
    if message:
        hooks.replay_message(webhook, message, opened().house())
    elif since_seq is None and since_event is None:
        raise click.UsageError(say("Say what is told again: --since-seq, --since-event or --message."))
    else:
        hooks.replay(webhook, opened().house(), since_seq, since_event)
    click.echo(say("It will be told again."))


@click.command("tell", help=say("Tell webhooks and people what happened; `serve` does so by itself."))
@click.option("--once", is_flag=True, help=say("Only what is due now, for a timetable (cron)."))
def tell(once: bool) -> None:
    """Tell people."""
    teller = opened().teller()
    if once:
        click.echo(say("Messages sent or tried: {count}.", count=teller.once()))
        return
    stop = Event()

    def leave(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, leave)
    teller.run(stop)
