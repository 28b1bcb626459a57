"""A proposal as the command line tells it: what it asks for, what would come of it, and what was said about it.

What strangers write begins no line of its own and turns no line round: nothing of it can pass for ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click
import msgspec

from glossary.checks import Finding, message
from glossary.checks.values import named_language
from glossary.cli.frame import LANGUAGE, console, print_json, say, short
from glossary.comparison import as_terminal
from glossary.filing import File
from glossary.formats.concept_json import draft
from glossary.labels import EVENT_KINDS, PROPOSAL_KINDS, PROPOSAL_STATES, REJECT_REASONS
from glossary.model import Draft, ReviewStep
from glossary.proposals import Event, Proposal
from glossary.proposing import step_of
from glossary.texts import set_in, visible
from glossary.times import written


def told(proposal: Proposal) -> None:
    """Say how a proposal stands now."""
    state = say(PROPOSAL_STATES[proposal.state])
    click.echo(say("Proposal {number}: {state}.", number=proposal.number, state=state))


def shown(file: File, as_json: bool) -> None:
    """Show a proposal, for people or for machines."""
    if as_json:
        findings = [_found(each) for each in file.findings]
        print_json({"proposal": file.proposal, "outlook": file.outlook, "findings": findings, "thread": file.thread})
        return
    console().print(_heading(file.proposal), style="bold", markup=False)
    for line in _reasons(file.proposal):
        console().print(line, markup=False)
    for each in as_terminal(file.outlook.comparison, file.settings, LANGUAGE):
        console().print(each)
    for line in (*_met(file), *_thread(file)):
        console().print(line, markup=False)


def wording(file: Any) -> Draft | None:
    """The wording in a file of JSON, where there is one."""
    if file is None:
        return None
    try:
        value = msgspec.json.decode(file.read(), type=dict[str, Any])
    except msgspec.MsgspecError as error:
        raise click.BadParameter(say("The file is not JSON.")) from error
    # A proposal says nothing of whether the concept is retired: that has a kind of its own.
    return draft({"id": "", **value, "status": "current"})


def _heading(proposal: Proposal) -> str:
    facts = {"state": say(PROPOSAL_STATES[proposal.state]), "kind": say(PROPOSAL_KINDS[proposal.kind])}
    number = str(proposal.number) if proposal.number else say("(not stored)")
    return say("Proposal {number}: {kind}, {concept}; {state}", number=number, concept=proposal.concept, **facts)


def _reasons(proposal: Proposal) -> Iterator[str]:
    said = proposal.content
    yield say("Why: {rationale}", rationale=set_in(said.rationale))
    if said.source:
        yield say("Source: {source}", source=set_in(said.source))
    if said.into and proposal.kind == "merge":
        yield say("Merged into: {concept}", concept=said.into)
    elif said.into:
        yield say("Replaced by: {concept}", concept=said.into)


def _met(file: File) -> Iterator[str]:
    """What stands in the way of it, and what an editor should look at."""
    if file.outlook.stale:
        yield say("The concept has changed since: revision {head}.", head=file.outlook.head)
    for each in file.outlook.collisions:
        yield say("Proposal {number} is about the same: {concept}.", number=each.proposal, concept=each.concept)
    for language in file.outlook.behind:
        yield say("The source text would change under this language: {language}.", language=_spoken(language))
    for finding in file.findings:
        yield f"{finding.code} {finding.pointer} {visible(message(finding, LANGUAGE))}"


def _thread(file: File) -> Iterator[str]:
    if file.proposal.pending and file.proposal.number:
        step = step_of(file.proposal, file.settings)
        yield say("Next step: {step} ({role})", step=_title(step), role=step.role)
    titles = {step.id: _title(step) for step in file.settings.review_steps}
    yield from (_line(event, file.names, titles) for event in file.thread)


def _line(event: Event, names: dict[str, str | None], titles: dict[str, str]) -> str:
    """One line of the thread: when, who and for whom, what, at which step, and what was said."""
    body = event.body
    who = visible(names.get(event.person or "") or "–")
    office = body.get("deputy_for")
    whom = say("{name} (deputy for {office})", name=who, office=visible(office)) if office else who
    reason = REJECT_REASONS.get(body.get("reason") or "")
    words = [say(EVENT_KINDS[event.kind]), titles.get(body.get("step") or "", "")]
    words += [f"[{say(reason)}]" if reason else "", say("with edits") if body.get("edits") else ""]
    said = set_in(body.get("text") or body.get("remark") or "")
    return f"{short(written(event.recorded_at))}  {whom}  {' '.join(filter(None, [*words, said]))}"


def _found(finding: Finding) -> dict[str, str]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "pointer": finding.pointer,
        "message": message(finding, LANGUAGE),
    }


def _title(step: ReviewStep) -> str:
    return step.title.get(LANGUAGE) or next(iter(step.title.values()))


def _spoken(language: str) -> str:
    return named_language(language, LANGUAGE)
