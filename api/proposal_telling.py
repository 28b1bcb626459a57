"""Proposals as the answers that the wire knows, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from api import proposal_answers as p
from api.answers import OriginAnswer
from api.languages import reader_language
from glossary import (
    ABSENT,
    REJECT_REASONS,
    Conflict,
    Content,
    Event,
    File,
    Finding,
    Impact,
    LanguageSection,
    Origin,
    Outlook,
    Proposal,
    Proposer,
    ReviewStep,
    Revision,
    finding_message,
    suggestion,
    translate,
    written,
)

Names = Mapping[str, str | None]
_SAID = ("step", "text", "reason", "remark", "deputy_for", "revision", "valid_from", "published")


def proposal_uri(base: str, glossary: str, number: int) -> str:
    """The address of a proposal."""
    return f"{base}/api/v1/glossaries/{glossary}/proposals/{number}"


def status_url(base: str, glossary: str, number: int, token: str) -> str:
    """The page on which a proposer without an account follows their proposal.

    The token stands after `#`, so that no server and no log ever sees it in an address.
    """
    return f"{base}/{reader_language()}/{glossary}/-/proposals/{number}#{token}"


def proposal_answer(file: File, base: str, token: str | None = None) -> p.ProposalAnswer:
    """A proposal with its thread and its outlook."""
    proposal, number = file.proposal, file.proposal.number
    return p.ProposalAnswer(
        number=number or None,
        glossary=proposal.glossary,
        uri=proposal_uri(base, proposal.glossary, number) if number else None,
        kind=proposal.kind,
        state=proposal.state,
        concept=proposal.concept,
        base_revision=proposal.base,
        version=proposal.version,
        into=proposal.content.into,
        rationale=proposal.content.rationale,
        source=proposal.content.source,
        languages=proposal.languages,
        content=_content(proposal.content),
        proposer=_proposer(proposal, file.names, file.proposer),
        steps=_steps(file),
        checks=[_finding(each) for each in file.findings],
        thread=[_thread(event, file.names) for event in file.thread],
        revision=_revision(file.thread),
        opened_at=written(proposal.opened_at),
        changed_at=written(proposal.changed_at),
        token=token,
        status_url=status_url(base, proposal.glossary, number, token) if token else None,
        **_outlook(file.outlook, proposal.glossary, base),
    )


def summary_answer(proposal: Proposal, names: Names, base: str) -> p.ProposalSummaryAnswer:
    """A proposal as a list shows it."""
    return p.ProposalSummaryAnswer(
        number=proposal.number,
        glossary=proposal.glossary,
        uri=proposal_uri(base, proposal.glossary, proposal.number),
        kind=proposal.kind,
        state=proposal.state,
        concept=proposal.concept,
        base_revision=proposal.base,
        version=proposal.version,
        languages=proposal.languages,
        rationale=proposal.content.rationale,
        proposer=_proposer(proposal, names, None),
        opened_at=written(proposal.opened_at),
        changed_at=written(proposal.changed_at),
    )


def origin_answer(origin: Origin | None, glossary: str, names: Names, base: str) -> OriginAnswer | None:
    """Where a revision comes from; null where it was not proposed."""
    if origin is None:
        return None
    return OriginAnswer(
        proposal=origin.proposal,
        uri=proposal_uri(base, glossary, origin.proposal),
        rationale=origin.text,
        source=origin.source,
        accepted_by=origin.accepted_by,
        accepted_by_name=names.get(origin.accepted_by or ""),
        edited_by=origin.edited_by,
        edited_by_name=names.get(origin.edited_by or ""),
        published=origin.published,
    )


def impact_answer(impact: Impact, glossary: str) -> p.ImpactAnswer:
    """What hangs on a concept."""
    return p.ImpactAnswer(
        concept=impact.concept,
        glossary=glossary,
        related=[p.RelatedAnswer(concept=each.concept, relation=each.relation) for each in impact.related],
        uses=[p.UseAnswer(**msgspec.structs.asdict(each)) for each in impact.uses],
        editions=impact.editions,
        proposals=impact.proposals,
        embeds=impact.embeds,
    )


def people_in(origins: Mapping[int, Origin], revisions: Sequence[Revision]) -> set[str]:
    """Everybody whom a history names."""
    persons = {person for each in origins.values() for person in (each.accepted_by, each.edited_by) if person}
    return persons | {revision.author for revision in revisions}


def conflict_answer(conflict: Conflict) -> dict[str, Any]:
    """A field in conflict: an absent value is `{"absent": true}`, since null is a value."""
    offered = suggestion(conflict)
    told = p.ConflictAnswer(
        path=conflict.path,
        base=_value(conflict.base),
        current=_value(conflict.current),
        proposed=_value(conflict.proposed),
        suggestion=msgspec.UNSET if offered is None else _value(offered),
    )
    found: dict[str, Any] = msgspec.to_builtins(told)
    return found


def originals_first(item: tuple[str, LanguageSection]) -> tuple[bool, str]:
    """The order in which the languages of a concept are told."""
    return item[1].text_status != "original", item[0]


def _value(value: Any) -> Any:
    return {"absent": True} if value is ABSENT else msgspec.to_builtins(value)


def _outlook(outlook: Outlook, glossary: str, base: str) -> dict[str, Any]:
    return {
        "head_revision": outlook.head,
        "stale": outlook.stale,
        "behind": outlook.behind,
        "diff": p.DifferenceAnswer(grade=outlook.difference.grade, changes=outlook.difference.changes),
        "collisions": [
            p.CollisionAnswer(**msgspec.structs.asdict(each), uri=proposal_uri(base, glossary, each.proposal))
            for each in outlook.collisions
        ],
    }


def _finding(finding: Finding) -> p.FindingAnswer:
    return p.FindingAnswer(
        code=finding.code,
        severity=finding.severity,
        pointer=finding.pointer,
        message=finding_message(finding, reader_language()),
    )


def _content(content: Content) -> p.ContentAnswer | None:
    if content.concept is None:
        return None
    members = msgspec.structs.asdict(content.concept)
    members.pop("id")
    members["languages"] = dict(sorted(content.concept.languages.items(), key=originals_first))
    about = {name: getattr(content, name) for name in ("valid_from", "change_note", "correction")}
    return p.ContentAnswer(**members, **about)


def _proposer(proposal: Proposal, names: Names, said: Proposer | None) -> p.ProposerAnswer:
    return p.ProposerAnswer(
        person=proposal.person,
        name=names.get(proposal.person),
        given_name=said.name if said else None,
        contact=said.contact if said else None,
    )


def _steps(file: File) -> list[p.StepTakenAnswer]:
    taken = len(file.settings.review_steps) if file.proposal.state == "accepted" else file.proposal.step
    return [_step(step, number < taken) for number, step in enumerate(file.settings.review_steps)]


def _step(step: ReviewStep, taken: bool) -> p.StepTakenAnswer:
    title = step.title.get(reader_language()) or next(iter(step.title.values()))
    return p.StepTakenAnswer(id=step.id, title=title, role=step.role, deputy=step.deputy, taken=taken)


def _thread(event: Event, names: Names) -> p.ThreadAnswer:
    said = {name: event.body.get(name) for name in _SAID}
    reason = REJECT_REASONS.get(said["reason"] or "")
    return p.ThreadAnswer(
        number=event.number,
        kind=event.kind,
        person=event.person,
        name=names.get(event.person or ""),
        recorded_at=written(event.recorded_at),
        reason_title=translate(reader_language(), reason) if reason else None,
        edits=event.body.get("edits") or [],
        **said,
    )


def _revision(thread: Sequence[Event]) -> int | None:
    """The revision that the proposal became."""
    return next((event.body.get("revision") for event in thread if event.kind == "accepted"), None)
