"""Accepting: a step of the review is taken, and with the last the proposal becomes the next revision, all at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from glossary import recording, store
from glossary.diff import compare
from glossary.errors import InvalidContent
from glossary.faults import Fault
from glossary.model import Draft, Revision
from glossary.proposals import Approval, Content, Event, Proposal
from glossary.proposing import LIMITS, check_step, check_version, draft_of, ended, is_last, remark_faults, step_of
from glossary.retiring import merge, retire
from glossary.review_errors import BaseMoved, NothingToAccept
from glossary.sitting import Sitting
from glossary.submitting import TEXTLESS, worded
from glossary.surveying import refuse
from glossary.texts import by_language
from glossary.validity import date_faults, id_faults

Said = dict[str, Any]


def accept(at: Sitting, approval: Approval, expected: int | None) -> Proposal:
    """Take the next step of the review.

    Raises what `check_step` does, `ProposalMoved`, `BaseMoved`, `NothingToAccept` and `InvalidContent`.
    """
    thread = store.events_of(at.writer.connection, at.writer.glossary, at.proposal.number)
    settings = at.writer.settings()
    check_step(at.proposal, settings, at.caller, thread, approval.deputy_for is not None)
    check_version(at.proposal, expected)
    head = at.writer.newest(at.proposal.concept)
    _check_base(at.proposal, head)
    last = is_last(at.proposal, settings)
    refuse(_faults(at, approval, last))
    edited, edits = _edited(at, approval, head)
    said = {
        "step": step_of(at.proposal, settings).id,
        "remark": approval.remark,
        "deputy_for": approval.deputy_for,
        "edits": edits,
    }
    if not last:
        return at.keep(replace(edited, step=edited.step + 1, state="open", begun=True), "step_taken", **said)
    return _decide(at, edited, approval, head, said, _editor(at, thread, edits))


def _editor(at: Sitting, thread: Sequence[Event], edits: Sequence[Any]) -> str | None:
    """Who last edited it in the course of the review; None where all is the proposer's."""
    earlier = [event.person for event in thread if event.kind == "step_taken" and event.body.get("edits")]
    return at.caller.person if edits else next(reversed(earlier), None)


def _decide(
    at: Sitting, proposal: Proposal, approval: Approval, head: Revision | None, said: Said, editor: str | None
) -> Proposal:
    because = _because(at, proposal, approval, editor)
    made = _recorded(at, proposal, approval, head, because)
    dated = replace(proposal, content=replace(proposal.content, valid_from=made.valid_from))
    done = ended(dated, "accepted", at.now)
    facts = {"revision": made.number, "seq": made.seq, "valid_from": made.valid_from, "published": approval.published}
    return at.keep(done, "accepted", **said, **facts)


def _recorded(at: Sitting, proposal: Proposal, approval: Approval, head: Revision | None, because: Said) -> Revision:
    content, author = proposal.content, proposal.person
    if head and proposal.kind in TEXTLESS:
        note = content.change_note or by_language(content.rationale)
        if proposal.kind == "merge":
            return merge(at.writer, head, author, content.into or "", note, approval.valid_from, because)
        return retire(at.writer, head, author, content.into, note, approval.valid_from, because)
    made = recording.record(at.writer, _wording(proposal, approval), author, head, because)
    if made is None:
        raise NothingToAccept(proposal.number)
    return made


def _wording(proposal: Proposal, approval: Approval) -> Draft:
    concept = proposal.content.concept
    if concept is None:
        raise NothingToAccept(proposal.number)
    draft = draft_of(concept, proposal.content)
    return replace(draft, valid_from=approval.valid_from) if approval.valid_from else draft


def _because(at: Sitting, proposal: Proposal, approval: Approval, editor: str | None) -> Said:
    """What the history keeps of the reasons: ids of persons, never their names."""
    return {
        "proposal": proposal.number,
        "text": proposal.content.rationale,
        "source": proposal.content.source,
        "accepted_by": at.caller.person,
        "edited_by": editor,
        "published": approval.published,
    }


def _check_base(proposal: Proposal, head: Revision | None) -> None:
    newest = head.number if head else 0
    if proposal.base != newest:
        raise BaseMoved(proposal.number, proposal.concept, proposal.base, newest)


def _faults(at: Sitting, approval: Approval, last: bool) -> Iterator[Fault]:
    yield from remark_faults(approval.remark, "/remark", LIMITS.comment)
    yield from remark_faults(approval.deputy_for, "/deputy_for", LIMITS.name)
    if approval.deputy_for is not None and step_of(at.proposal, at.writer.settings()).deputy is None:
        yield Fault("/deputy_for", "no-deputy")
    zone = at.writer.settings().time_zone
    for name in ("valid_from", "published"):
        if (given := getattr(approval, name)) is not None:
            yield from date_faults(given, f"/{name}", zone)
            if not last:
                yield Fault(f"/{name}", "only-with-the-last-step")
    if approval.concept is not None:
        yield from id_faults(approval.concept, "/concept")


def _edited(at: Sitting, approval: Approval, head: Revision | None) -> tuple[Proposal, list[Any]]:
    """The proposal as the reviewer would have it, and what that changes of the proposer's wording."""
    proposal, before = at.proposal, at.proposal.content.concept
    if approval.draft is None and approval.concept in (None, proposal.concept):
        return proposal, []
    if before is None:
        raise InvalidContent([Fault("/content", "no-wording")])
    concept = _renamed(at, approval)
    given = approval.draft or draft_of(before, proposal.content)
    draft = worded(at.writer, given, concept, head, proposal.base + 1)
    content = replace(proposal.content, concept=draft.concept, **_about(draft, proposal, approval))
    edits = [*_edits(proposal.content, content), *_replaced("/id", before.id, concept)]
    edited = replace(proposal, concept=concept, content=content, version=proposal.version + 1, changed_at=at.now)
    return (edited, edits) if edits else (proposal, [])


def _edits(before: Content, after: Content) -> list[Any]:
    """What a reviewer changed of a wording, its date and its note."""
    edits = list(msgspec.to_builtins(compare(before.concept, after.concept).changes))
    for name in ("valid_from", "change_note", "correction"):
        edits += _replaced(f"/{name}", getattr(before, name), getattr(after, name))
    return edits


def _replaced(path: str, before: Any, after: Any) -> list[Any]:
    return [] if before == after else [{"path": path, "op": "replace", "before": before, "after": after}]


def _about(draft: Draft, proposal: Proposal, approval: Approval) -> dict[str, Any]:
    """The date and the note of the reviewer's wording; what they left out stays the proposer's."""
    if approval.draft is None:
        return {}
    was = proposal.content
    return {
        "valid_from": draft.valid_from or was.valid_from,
        "change_note": draft.change_note or was.change_note,
        "correction": draft.correction or was.correction,
    }


def _renamed(at: Sitting, approval: Approval) -> str:
    """The id of the concept; only a new one may be given another."""
    proposal, concept = at.proposal, approval.concept
    if concept is None or concept == proposal.concept:
        return proposal.concept
    if proposal.base or at.writer.known([concept]):
        raise InvalidContent([Fault("/concept", "id-taken" if not proposal.base else "id-fixed")])
    return concept
