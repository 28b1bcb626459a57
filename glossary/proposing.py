"""What becomes of a proposal: decided from values alone, without a database and without a clock.

A proposal is open or, after changes were requested (差戻し), back with its proposer. It ends accepted, rejected or
withdrawn.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from msgspec.structs import replace

from glossary.diff import compare
from glossary.errors import RoleTooLow
from glossary.faults import Fault
from glossary.model import Concept, Draft, ReviewStep, Settings, Value
from glossary.people import Role
from glossary.proposals import Content, Event, Limits, Proposal, ProposalState, Proposer
from glossary.review_errors import (
    NotYourProposal,
    OwnProposal,
    ProposalDecided,
    ProposalMoved,
    ReviewBegun,
    StepTakenBySame,
)
from glossary.text import key as term_key
from glossary.text import romaji
from glossary.texts import text_faults
from glossary.validity import ID_LENGTH

LIMITS = Limits()
_OTHERS = re.compile("[^a-z0-9]+")


class Caller(Value, frozen=True, kw_only=True):
    """Who acts on a proposal: the person, whether they may do what needs a role here, and whether it is theirs."""

    person: str
    roles: frozenset[Role]
    is_proposer: bool

    @property
    def reviews(self) -> bool:
        """Whether they are a reviewer here."""
        return "reviewer" in self.roles


def step_of(proposal: Proposal, settings: Settings) -> ReviewStep:
    """The step of the review that is to be taken next."""
    steps = settings.review_steps
    return steps[min(proposal.step, len(steps) - 1)]


def is_last(proposal: Proposal, settings: Settings) -> bool:
    """Whether the next step decides."""
    return proposal.step >= len(settings.review_steps) - 1


def check_step(proposal: Proposal, settings: Settings, caller: Caller, thread: Sequence[Event], deputy: bool) -> None:
    """Whether somebody may take the next step of a review, of a proposal that is not theirs.

    Raises `ProposalDecided`, `OwnProposal`, `RoleTooLow` and `StepTakenBySame`.
    """
    check_pending(proposal)
    if caller.is_proposer:
        raise OwnProposal(proposal.number)
    step = step_of(proposal, settings)
    stands_in = deputy and step.deputy is not None
    needed = step.deputy if stands_in and step.deputy else step.role
    if needed not in caller.roles:
        raise RoleTooLow(needed)
    if caller.person in taken_by(thread) and not stands_in:
        raise StepTakenBySame(proposal.number)


def taken_by(thread: Iterable[Event]) -> set[str | None]:
    """Who took a step since the wording under review last changed."""
    persons: set[str | None] = set()
    for event in thread:
        if event.kind == "step_taken":
            persons.add(event.person)
        elif event.kind in ("edited", "changes_requested", "rebased"):
            persons.clear()
    return persons


def check_reviewer(proposal: Proposal, caller: Caller) -> None:
    """Whether somebody may send a proposal back or turn it down. Raises like `check_step`."""
    check_pending(proposal)
    if caller.is_proposer:
        raise OwnProposal(proposal.number)
    if not caller.reviews:
        raise RoleTooLow("reviewer")


def check_proposer(proposal: Proposal, caller: Caller) -> None:
    """Whether it is their own and still waits. Raises `NotYourProposal` and `ProposalDecided`."""
    if not caller.is_proposer:
        raise NotYourProposal(proposal.number)
    check_pending(proposal)


def check_editable(proposal: Proposal, caller: Caller) -> None:
    """Whether its proposer may edit it: until review begins, and again when changes were requested."""
    check_proposer(proposal, caller)
    if proposal.begun and proposal.state == "open":
        raise ReviewBegun(proposal.number)


def check_pending(proposal: Proposal) -> None:
    """Whether it still waits. Raises `ProposalDecided`."""
    if not proposal.pending:
        raise ProposalDecided(proposal.number, proposal.state)


def check_version(proposal: Proposal, expected: int | None) -> None:
    """Whether it is the wording that somebody read. Raises `ProposalMoved`."""
    if expected is not None and expected != proposal.version:
        raise ProposalMoved(proposal.number, proposal.version)


def reworded(proposal: Proposal, content: Content, base: int, concept: str, now: datetime) -> Proposal:
    """The proposal in other words: open again, and its review begins anew."""
    return replace(
        proposal,
        content=content,
        base=base,
        concept=concept,
        state="open",
        version=proposal.version + 1,
        step=0,
        begun=False,
        changed_at=now,
    )


def ended(proposal: Proposal, state: ProposalState, now: datetime) -> Proposal:
    """The proposal in the state in which it stays."""
    return replace(proposal, state=state, changed_at=now)


def sent_back(proposal: Proposal, now: datetime) -> Proposal:
    """The proposal back with its proposer (差戻し)."""
    return replace(proposal, state="changes_requested", step=0, begun=True, changed_at=now)


def draft_of(concept: Concept, content: Content) -> Draft:
    """What is proposed, as an editor would write it."""
    return Draft(
        concept=concept,
        valid_from=content.valid_from,
        change_note=content.change_note,
        correction=content.correction,
    )


def changed_languages(base: Concept | None, content: Content) -> tuple[str, ...]:
    """The languages in which a proposal says something else than its base."""
    if content.concept is None:
        return tuple(base.languages) if base else ()
    languages = dict.fromkeys((*content.concept.languages, *(base.languages if base else ())))
    return tuple(each for each in languages if compare(base, content.concept, each).changes)


def forms_of(content: Content, base: Concept | None) -> dict[str, str]:
    """The terms that a proposal adds to what its concept is called already, by their key."""
    terms, had = (_keyed(each) if each else {} for each in (content.concept, base))
    return {key: form for key, form in terms.items() if key not in had}


def free_id(concept: Concept, is_taken: Callable[[str], bool]) -> str:
    """An id for a new concept: of the preferred English term, else of the romaji, else numbered."""
    stem = next(filter(None, _stems(concept)), "concept")
    return next(each for each in _numbered(stem) if not is_taken(each))


def remark_faults(text: str | None, pointer: str, most: int) -> Iterator[Fault]:
    """What is wrong with a text that somebody writes about a proposal."""
    if text is not None and len(text) > most:
        yield Fault(pointer, "too-long", {"most": most})
    elif text is not None:
        yield from text_faults(text, pointer)


def content_faults(content: Content) -> Iterator[Fault]:
    """What is wrong with the reasons given for a proposal."""
    yield from remark_faults(content.rationale, "/rationale", LIMITS.rationale)
    yield from remark_faults(content.source, "/source", LIMITS.source)


def proposer_faults(proposer: Proposer) -> Iterator[Fault]:
    """What is wrong with what a stranger says of themselves."""
    for name in ("name", "contact", "credit"):
        yield from remark_faults(getattr(proposer, name), f"/proposer/{name}", LIMITS.name)


def _keyed(concept: Concept) -> dict[str, str]:
    terms = (term for section in concept.languages.values() for term in section.terms)
    return {key: term.text for term in terms if (key := term_key(term.text))}


def _stems(concept: Concept) -> Iterator[str]:
    english = next((tag for tag in concept.languages if tag.lower().partition("-")[0] == "en"), None)
    if english:
        yield _slug(concept.languages[english].preferred.text)
    for section in concept.languages.values():
        for reading in section.preferred.readings[:1]:
            yield _slug(romaji(reading))
    for section in concept.languages.values():
        yield _slug(section.preferred.text)


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _OTHERS.sub("-", plain.replace("'", ""))[: ID_LENGTH - 6].strip("-")


def _numbered(stem: str) -> Iterator[str]:
    if stem != "concept":
        yield stem
    yield from (f"{stem}-{number}" for number in range(1 if stem == "concept" else 2, 100_000))
