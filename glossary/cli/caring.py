"""Commands for those who run the service: serving, verifying, reindexing."""

from __future__ import annotations

import importlib

import click
import msgspec
from rich.progress import Progress

from glossary.cli.frame import LATER, REFUSED, console, opened, print_json, say, the_glossary
from glossary.cli.options import glossary_option, json_option
from glossary.verifying import Verdict

WEB_SERVER = "api.server"  # named by string: the domain does not know the web


@click.command(help=say("Serve the glossaries over HTTP."))
@click.option("--host", envvar="HOST", default="127.0.0.1", show_default=True, help=say("The address to listen on."))
@click.option(
    "--port",
    envvar="PORT",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help=say("The port."),
)
def serve(host: str, port: int) -> None:
    """Serve over HTTP."""
    try:
        importlib.import_module(WEB_SERVER).run(host, port, _announce)
    except OSError as error:
        told = say("Cannot listen on {host}, port {port}: {reason}", host=host, port=port, reason=error.strerror)
        click.echo(told, err=True)
        click.get_current_context().exit(LATER)


@click.command(help=say("Check that the history of every glossary is whole."))
@glossary_option
@json_option
def verify(glossary: str | None, as_json: bool) -> None:
    """Verify the history."""
    chosen = [opened()[glossary]] if glossary else opened().recorded()
    verdicts = []
    with Progress(console=console(), disable=as_json, transient=True) as progress:
        for each in chosen:
            task = progress.add_task(each.id, total=None)
            verdicts.append(
                each.verify(lambda done, total, task=task: progress.update(task, completed=done, total=total))  # type: ignore[misc]
            )
    if as_json:
        print_json([{**msgspec.to_builtins(each), "whole": each.whole} for each in verdicts])
    else:
        for verdict in verdicts:
            click.echo(_told(verdict))
    if not all(verdict.whole for verdict in verdicts):
        click.get_current_context().exit(REFUSED)


@click.command(help=say("Print the log for those who check it themselves."))
@click.option("--after", default=0, type=click.IntRange(0), help=say("Only what follows this entry."))
@click.option("--until", type=click.IntRange(1), help=say("Nothing after this entry."))
@click.option("--checkpoint", is_flag=True, help=say("Only its end, to be kept by a witness."))
@glossary_option
def log(after: int, until: int | None, checkpoint: bool, glossary: str | None) -> None:
    """Print the log as JSON lines."""
    chosen = the_glossary(glossary)
    if checkpoint:
        print_json({"glossary": chosen.id, **msgspec.to_builtins(chosen.overview()[1])})
        return
    for line in chosen.log(after, until):
        click.echo(line, nl=False)


@click.command(help=say("Build the search index anew."))
def reindex() -> None:
    """Rebuild the index."""
    with Progress(console=console(), transient=True) as progress:
        task = progress.add_task(say("Indexing"), total=None)
        opened().reindex(lambda done, total: progress.update(task, completed=done, total=total))
    click.echo(say("The search index has been built anew."))


def _announce(base: str) -> None:
    click.echo(say("Taiyaku is ready. Open one of these; stop with Ctrl-C."))
    for path in ("/", "/api/docs", "/id/ai-finance/hallucination", "/api/v1/terms?form=ハルシネーション"):
        click.echo(f"  {base}{path}")


def _told(verdict: Verdict) -> str:
    if not verdict.whole:
        return say(
            "{glossary}: entry {seq} is not as it was recorded ({reason}).",
            glossary=verdict.glossary,
            seq=verdict.bad_seq,
            reason=verdict.reason,
        )
    told = say(
        "{glossary}: {entries} entries, whole. {digest}",
        glossary=verdict.glossary,
        entries=verdict.entries,
        digest=verdict.digest,
    )
    if not verdict.redacted:
        return told
    return told + "\n  " + say("Redacted (entry and part): {parts}.", parts=", ".join(verdict.redacted))
