"""Commands with which people review: the queue, one proposal, and the decisions about it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import click
import msgspec

from glossary.cli.frame import LANGUAGE, console, nothing, opened, print_json, say, short, the_glossary, whole_table
from glossary.cli.options import glossary_option, json_option
from glossary.comparison import as_terminal
from glossary.filing import File, Who
from glossary.formats.concept_json import draft
from glossary.labels import EVENT_KINDS, PROPOSAL_KINDS, PROPOSAL_STATES, REJECT_REASONS
from glossary.model import choices
from glossary.people import Identity
from glossary.proposals import PENDING, Approval, Event, Proposal, ProposalState, RejectReason
from glossary.store import Queue
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
@click.option("--concept", metavar="ID", help=say("Only those about this concept."))
@click.option("--limit", type=click.IntRange(1, 1000), default=50, help=say("How many at most."))
@glossary_option
@json_option
def list_proposals(state: str | None, concept: str | None, limit: int, glossary: str | None, as_json: bool) -> None:
    """List the proposals."""
    states: Any = PENDING if state == "pending" else (state,) if state else None
    found, names = the_glossary(glossary).desk.proposals(caller(), Queue(states=states, concept=concept), None, limit)
    if as_json:
        print_json(found)
        return
    if not found:
        nothing(say("There are no such proposals."))
    heads = (say("Number"), say("State"), say("What"), say("Concept"), say("Proposer"), say("Proposed at"))
    table = whole_table(*heads)
    for each in found:
        state_name, kind = say(PROPOSAL_STATES[each.state]), say(PROPOSAL_KINDS[each.kind])
        proposer = names.get(each.person) or "–"
        table.add_row(str(each.number), state_name, kind, each.concept, proposer, short(written(each.opened_at)))
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
@glossary_option
def accept(number: int, edits: Any, glossary: str | None, **said: str | None) -> None:
    """Take the next step of the review."""
    wording = draft(msgspec.json.decode(edits.read())) if edits else None
    told(the_glossary(glossary).desk.accept(number, caller(), Approval(draft=wording, **said)))


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


def told(proposal: Proposal) -> None:
    """Say how a proposal stands now."""
    state = say(PROPOSAL_STATES[proposal.state])
    click.echo(say("Proposal {number}: {state}.", number=proposal.number, state=state))


def shown(file: File, as_json: bool) -> None:
    """Show a proposal, for people or for machines."""
    if as_json:
        print_json({"proposal": file.proposal, "outlook": file.outlook, "thread": file.thread})
        return
    proposal = file.proposal
    facts = {"state": say(PROPOSAL_STATES[proposal.state]), "kind": say(PROPOSAL_KINDS[proposal.kind])}
    heading = say(
        "Proposal {number}: {kind}, {concept}; {state}", number=_number(proposal), concept=proposal.concept, **facts
    )
    console().print(heading, style="bold", markup=False)
    console().print(say("Why: {rationale}", rationale=proposal.content.rationale), markup=False)
    for line in as_terminal(file.outlook.comparison, file.settings, LANGUAGE):
        console().print(line)
    _met(file)
    for event in file.thread:
        console().print(_line(event, file.names), markup=False)


def _number(proposal: Proposal) -> str:
    return str(proposal.number) if proposal.number else say("(not stored)")


def _met(file: File) -> None:
    if file.outlook.stale:
        console().print(say("The concept has changed since: revision {head}.", head=file.outlook.head))
    for each in file.outlook.collisions:
        told_of = say("Proposal {number} is about the same: {concept}.", number=each.proposal, concept=each.concept)
        console().print(told_of, markup=False)


def _line(event: Event, names: dict[str, str | None]) -> str:
    """One line of the thread: when, who, what, and what was said."""
    who = names.get(event.person or "") or "–"
    said = event.body.get("text") or event.body.get("remark") or ""
    reason = REJECT_REASONS.get(event.body.get("reason") or "")
    words = [say(EVENT_KINDS[event.kind]), f"[{say(reason)}]" if reason else "", said]
    return f"{short(written(event.recorded_at))}  {who}  {' '.join(filter(None, words))}"
