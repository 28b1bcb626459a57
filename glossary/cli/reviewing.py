"""Commands with which people review: the queue, one proposal, and the decisions about it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

import click
from rich.markup import escape

from glossary.cli.filed import shown, told, wording
from glossary.cli.frame import console, nothing, opened, print_json, say, short, the_glossary, whole_table
from glossary.cli.options import glossary_option, json_option
from glossary.filing import Who
from glossary.labels import PROPOSAL_KINDS, PROPOSAL_STATES
from glossary.model import choices
from glossary.people import Identity
from glossary.proposals import PENDING, Approval, Proposal, ProposalKind, ProposalState, RejectReason
from glossary.store import Queue
from glossary.texts import visible
from glossary.times import written


@click.group("proposal", help=say("Propose changes and review them."))
def proposal_commands() -> None:
    """Commands about proposals."""


def caller(environment: Mapping[str, str] = os.environ) -> Who:
    """The person whose key is in `GLOSSARY_KEY`; without one the house itself, as everywhere on the command line."""
    key = environment.get("GLOSSARY_KEY")
    if key:
        return Who(identity=opened().identify(key.encode()))
    return Who(identity=Identity(person=opened().house(), role="administrator"))


@proposal_commands.command("list", help=say("List proposals, newest first."))
@click.option("--state", type=click.Choice(("pending", *choices(ProposalState))), help=say("Only these."))
@click.option("--kind", type=click.Choice(choices(ProposalKind)), help=say("Only those of this kind."))
@click.option("--concept", metavar="ID", help=say("Only those about this concept."))
@click.option("--language", metavar="TAG", help=say("Only those that change this language."))
@click.option("--proposer", metavar="ID", help=say("Only those of this person; `me` for one's own."))
@click.option("--older-than", metavar="DATE", help=say("Only those proposed before a date or an instant."))
@click.option("--limit", type=click.IntRange(1, 1000), default=50, help=say("How many at most."))
@glossary_option
@json_option
def list_proposals(
    state: str | None,
    kind: ProposalKind | None,
    concept: str | None,
    language: str | None,
    proposer: str | None,
    older_than: str | None,
    limit: int,
    glossary: str | None,
    as_json: bool,
) -> None:
    """List the proposals."""
    who = caller()
    states: Any = PENDING if state == "pending" else (state,) if state else None
    person = who.identity.person if proposer == "me" and who.identity else proposer
    queue = Queue(states=states, kind=kind, concept=concept, person=person, language=language)
    found, names = the_glossary(glossary).desk.proposals(who, queue, None, limit, older_than)
    if as_json:
        print_json(found)
        return
    if not found:
        nothing(say("There are no such proposals."))
    _listed(found, names)


def _listed(found: Sequence[Proposal], names: Mapping[str, str | None]) -> None:
    heads = (say("Number"), say("State"), say("What"), say("Concept"), say("Proposer"), say("Proposed at"))
    table = whole_table(*heads)
    for each in found:
        state, kind = say(PROPOSAL_STATES[each.state]), say(PROPOSAL_KINDS[each.kind])
        proposer = visible(names.get(each.person) or "–")
        table.add_row(str(each.number), state, kind, each.concept, escape(proposer), short(written(each.opened_at)))
    console().print(table)


@proposal_commands.command("show", help=say("Show a proposal: what it changes, what it meets, its thread."))
@click.argument("number", type=int)
@glossary_option
@json_option
def show_proposal(number: int, glossary: str | None, as_json: bool) -> None:
    """Show a proposal."""
    shown(the_glossary(glossary).desk.proposal(number, caller()), as_json)


@proposal_commands.command("accept", help=say("Take the next step of the review; the last one accepts."))
@click.argument("number", type=int)
@click.option("--remark", help=say("A remark for the record."))
@click.option("--valid-from", help=say("Since when the wording holds, with the last step."))
@click.option("--published", help=say("The day of publication, with the last step."))
@click.option("--deputy-for", help=say("As a deputy: the office you stand in for."))
@click.option("--edits", type=click.File("rb"), help=say("A JSON file with the wording as you would have it."))
@click.option("--concept", metavar="ID", help=say("Another id, for a new concept."))
@click.option("--version", type=int, help=say("Only where this is still its wording."))
@glossary_option
def accept(number: int, edits: Any, version: int | None, glossary: str | None, **said: str | None) -> None:
    """Take the next step of the review."""
    approval = Approval(draft=wording(edits), **said)
    told(the_glossary(glossary).desk.accept(number, caller(), approval, version))


@proposal_commands.command("reject", help=say("Turn a proposal down."))
@click.argument("number", type=int)
@click.option("--reason", type=click.Choice(choices(RejectReason)), required=True, help=say("A reason of the list."))
@click.option("--text", required=True, help=say("What the proposer should know."))
@glossary_option
def reject(number: int, reason: RejectReason, text: str, glossary: str | None) -> None:
    """Turn a proposal down."""
    told(the_glossary(glossary).desk.reject(number, caller(), reason, text))


@proposal_commands.command("request-changes", help=say("Send a proposal back to its proposer."))
@click.argument("number", type=int)
@click.option("--text", required=True, help=say("What to change."))
@glossary_option
def request_changes(number: int, text: str, glossary: str | None) -> None:
    """Send a proposal back."""
    told(the_glossary(glossary).desk.request_changes(number, caller(), text))


@proposal_commands.command("purge", help=say("Remove a proposal that is spam, for good."))
@click.argument("number", type=int)
@glossary_option
def purge(number: int, glossary: str | None) -> None:
    """Remove a proposal."""
    the_glossary(glossary).desk.purge(number, opened().house())
    click.echo(say("Proposal {number} is removed.", number=number))
