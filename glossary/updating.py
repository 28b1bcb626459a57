"""Bringing a proposal up to date (最新の内容への反映): what it changed is carried over to the newest revision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from glossary.diff import compare
from glossary.errors import InvalidContent, RetiredConceptChanged, RoleTooLow
from glossary.faults import Fault
from glossary.model import Concept, Revision
from glossary.proposals import Choice, Proposal
from glossary.proposing import changed_languages, check_pending, draft_of
from glossary.rebasing import ABSENT, Conflict, without_hollow_claims
from glossary.rebasing import rebase as carried_over
from glossary.review_errors import Conflicted, NothingToAccept
from glossary.sitting import Sitting
from glossary.submitting import worded
from glossary.validity import shape_fault

_IS_ABSENT = {"absent": True}


def rebase(at: Sitting, chosen: Sequence[Choice], expected: int | None) -> Proposal:
    """The proposal on the newest revision; as it is where that has not moved.

    Raises `Conflicted`, `RetiredConceptChanged`, `NothingToAccept` and `InvalidContent`.
    """
    check_pending(at.proposal)
    if not at.caller.is_proposer and not at.caller.reviews:
        raise RoleTooLow("reviewer")
    head = at.writer.newest(at.proposal.concept)
    if head is None or head.number == at.proposal.base:
        return at.proposal
    if head.status == "retired":
        raise RetiredConceptChanged(head.concept.id)
    return _moved(at, head, chosen, expected)


def _moved(at: Sitting, head: Revision, chosen: Sequence[Choice], expected: int | None) -> Proposal:
    proposal = at.proposal
    content = proposal.content
    if content.concept is not None:
        merged = _merged(at, head, content.concept, chosen, expected)
        draft = worded(at.writer, draft_of(merged, content), proposal.concept, head, head.number + 1)
        content = replace(content, concept=draft.concept, valid_from=draft.valid_from, change_note=draft.change_note)
    made = replace(
        proposal,
        kind="change" if proposal.kind == "new" else proposal.kind,
        base=head.number,
        content=content,
        languages=changed_languages(head.concept, content),
        version=proposal.version + 1,
        step=0,
        changed_at=at.now,
    )
    return at.keep(made, "rebased", before=proposal.base, base=made.base, version=made.version)


def _merged(at: Sitting, head: Revision, proposed: Concept, chosen: Sequence[Choice], expected: int | None) -> Concept:
    proposal = at.proposal
    base = at.writer.revision(proposal.concept, proposal.base) if proposal.base else None
    sides = (base.concept if base else None, head.concept, proposed)
    conflicts = carried_over(*sides).conflicts
    if conflicts and expected is not None and expected != head.number:
        raise Conflicted(proposal.number, head.number, conflicts)
    rebased = carried_over(*sides, _values(chosen, conflicts))
    if rebased.conflicts:
        raise Conflicted(proposal.number, head.number, rebased.conflicts)
    merged = without_hollow_claims(rebased.concept, *sides)
    if not compare(head.concept, merged).changes and not proposal.content.correction:
        raise NothingToAccept(proposal.number)
    return merged


def _values(chosen: Sequence[Choice], conflicts: Sequence[Conflict]) -> Mapping[str, Any]:
    """The chosen values as the fields have them. Raises `InvalidContent`."""
    places = {conflict.path: conflict.place for conflict in conflicts}
    values = {}
    for number, choice in enumerate(chosen):
        if choice.path not in places:
            raise InvalidContent([Fault(f"/choices/{number}/path", "not-in-conflict", {"path": choice.path})])
        values[choice.path] = _value(choice.value, places[choice.path].type, f"/choices/{number}/value")
    return values


def _value(given: Any, kind: Any, pointer: str) -> Any:
    if given == _IS_ABSENT:
        return ABSENT
    try:
        return msgspec.convert(given, kind)
    except msgspec.ValidationError as error:
        found = shape_fault(error)
        raise InvalidContent([replace(found, pointer=pointer + found.pointer)]) from error
