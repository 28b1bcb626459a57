"""The desk where proposals are made and reviewed: a method for each thing a person can do with one.

Each stores what it does in one transaction that holds the glossary's lock, so that of all who decide at once one wins.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Sequence
from typing import get_args

from msgspec.structs import replace

from glossary import accepting, deciding, store, updating
from glossary.checking import WithChecks
from glossary.errors import InvalidQuery, KeyNeeded, RoleTooLow
from glossary.faults import Fault
from glossary.filing import File, Filing, Who
from glossary.impact import Impact, impact
from glossary.model import Settings
from glossary.outlook import outlook
from glossary.people import Identity, Role
from glossary.proposals import (
    Amendment,
    Approval,
    Choice,
    Event,
    Limits,
    Proposal,
    Proposer,
    RejectReason,
    Wish,
)
from glossary.proposing import LIMITS, Caller, proposer_faults
from glossary.review_errors import NotYourProposal, ProposalNotFound, TooManyPending
from glossary.sitting import Sitting
from glossary.store import Once, Queue, Reader, Writer
from glossary.submitting import submitted
from glossary.surveying import refuse
from glossary.times import begin, instant, micros

NOBODY = Proposer()
EVERYTHING_QUEUED = Queue()


class Desk(WithChecks):
    """The proposals of one glossary."""

    limits: Limits = LIMITS

    def propose(
        self,
        wish: Wish,
        who: Who,
        proposer: Proposer = NOBODY,
        origin: bytes | None = None,
        once: Once | None = None,
    ) -> Filing:
        """Keep a proposal. `origin` is a digest of where a stranger comes from, of which only so many may wait.

        Raises `InvalidContent`, `TooManyPending`, and where the concept is retired `RetiredConceptChanged`.
        """
        token = None if who.identity else f"typ_{secrets.token_urlsafe(32)}"
        carried_out = []

        def keep(writer: Writer) -> Proposal:
            carried_out.append(True)
            return self._filed(writer, wish, who, proposer, origin, token)

        made = self._carried_out(once, keep, _number, _found)
        with self._reading() as reader:
            file = self._file(reader, made, private=False)
        return Filing(file=self._looked_through(file), token=token if carried_out else None)

    def dry_run(self, wish: Wish, who: Who) -> File:
        """What would come of a proposal; nothing is stored. Raises like `propose`."""
        with self._reading() as reader:
            now = instant(reader.now(micros(self._clock())))
            person = who.identity.person if who.identity else ""
            file = self._file(reader, submitted(reader, wish, person, now), private=False)
        return self._looked_through(file)

    def proposal(self, number: int, who: Who) -> File:
        """A proposal with its thread, for those who may read it.

        Raises `ProposalNotFound`; `KeyNeeded`, `RoleTooLow` and `NotYourProposal` to others.
        """
        with self._reading() as reader:
            found = _found(reader, number)
            caller = self._caller(reader, found, who)
            file = self._file(reader, found, private=caller.reviews or caller.is_proposer)
        return self._looked_through(file)

    def admit(self, number: int, who: Who, as_proposer: bool = False) -> None:
        """Let somebody read a proposal, or act as its proposer. Raises like `proposal`."""
        with self._reading() as reader:
            caller = self._caller(reader, _found(reader, number), who)
        if as_proposer and not caller.is_proposer:
            raise NotYourProposal(number) if who.identity or who.token else KeyNeeded

    def proposals(
        self,
        who: Who,
        queue: Queue = EVERYTHING_QUEUED,
        before: int | None = None,
        limit: int = 50,
        older_than: str | None = None,
    ) -> tuple[list[Proposal], dict[str, str | None]]:
        """So many proposals below a number, newest first, and the names of their proposers.

        Who may not read all reads their own. `older_than` is a date or an instant before which they were proposed.
        Raises `KeyNeeded` to those who have none, and `InvalidQuery`.
        """
        with self._reading() as reader:
            settings = reader.settings()
            mine = self._only_mine(settings, who)
            seen = replace(queue, person=mine) if mine else queue
            if older_than is not None:
                seen = replace(seen, opened_before=_moment(older_than, settings.time_zone))
            found = store.proposals(reader.connection, self.id, seen, before, limit)
            return found, store.names(reader.connection, {each.person for each in found})

    def impact(self, concept: str) -> Impact:
        """What hangs on a concept: for those who decide about it. Raises `ConceptNotFound`."""
        with self._reading() as reader:
            return impact(reader, concept, self._clock())

    def events(self, after: int = 0, limit: int = 100) -> list[Event]:
        """So many events after a number, oldest first: for those who follow the stream."""
        with self._reading() as reader:
            return store.events_after(reader.connection, self.id, after, limit)

    def edit(
        self, number: int, who: Who, change: Amendment, expected: int | None = None, once: Once | None = None
    ) -> Proposal:
        """Change a proposal of one's own, until review begins and again after changes were requested."""
        return self._decided(number, who, once, lambda at: deciding.edit(at, change, expected))

    def comment(self, number: int, who: Who, text: str, once: Once | None = None) -> Proposal:
        """Say something in the thread; where a reviewer does, the review has begun."""
        return self._decided(number, who, once, lambda at: deciding.comment(at, text, self.limits))

    def request_changes(self, number: int, who: Who, text: str, once: Once | None = None) -> Proposal:
        """Send a proposal back to its proposer (差戻し)."""
        return self._decided(number, who, once, lambda at: deciding.request_changes(at, text))

    def accept(
        self,
        number: int,
        who: Who,
        approval: Approval,
        expected: int | None = None,
        once: Once | None = None,
    ) -> Proposal:
        """Take the next step of the review; with the last the proposal becomes the next revision of its concept.

        Raises `OwnProposal`, `RoleTooLow`, `StepTakenBySame`, `ProposalDecided`, `ProposalMoved`, `BaseMoved`.
        """
        return self._decided(number, who, once, lambda at: accepting.accept(at, approval, expected))

    def reject(self, number: int, who: Who, reason: RejectReason, text: str, once: Once | None = None) -> Proposal:
        """Turn a proposal down, with a reason from the list and a text for its proposer."""
        return self._decided(number, who, once, lambda at: deciding.reject(at, reason, text))

    def withdraw(self, number: int, who: Who, text: str | None = None, once: Once | None = None) -> Proposal:
        """Take back a proposal of one's own."""
        return self._decided(number, who, once, lambda at: deciding.withdraw(at, text))

    def rebase(
        self,
        number: int,
        who: Who,
        chosen: Sequence[Choice] = (),
        head: int | None = None,
        once: Once | None = None,
    ) -> Proposal:
        """Bring a proposal up to date with the newest revision, which must be `head` where that is given.

        Raises `Conflicted` with each field that both changed and for which no value was chosen.
        """
        return self._decided(number, who, once, lambda at: updating.rebase(at, chosen, head))

    def purge(self, number: int, administrator: str) -> None:
        """Remove a proposal and all that was said about it, for good: for spam."""
        with self._writing() as writer:
            deciding.purge(writer, _found(writer, number), administrator)

    def _decided(self, number: int, who: Who, once: Once | None, decide: Callable[[Sitting], Proposal]) -> Proposal:
        def act(writer: Writer) -> Proposal:
            found = _found(writer, number)
            return decide(Sitting(writer, found, self._caller(writer, found, who)))

        return self._carried_out(once, act, _number, _found)

    def _filed(
        self, writer: Writer, wish: Wish, who: Who, proposer: Proposer, origin: bytes | None, token: str | None
    ) -> Proposal:
        refuse(proposer_faults(proposer) if who.identity is None else ())
        proposal = submitted(writer, wish, who.identity.person if who.identity else "", instant(writer.recorded_at))
        self._check_room(writer, who, origin)
        person = proposal.person or store.add_proposer(writer.connection, *_said(proposer))
        return deciding.file(writer, proposal, person, _digest(token) if token else None, origin)

    def _check_room(self, writer: Writer, who: Who, origin: bytes | None) -> None:
        connection, limits = writer.connection, self.limits
        if who.identity and store.pending_of(connection, who.identity.person) >= limits.open_per_person:
            raise TooManyPending(limits.open_per_person)
        counted = limits.open_per_origin if origin and not who.identity else 0
        if origin and counted and store.pending_from(connection, origin) >= counted:
            raise TooManyPending(limits.open_per_origin)

    def _caller(self, reader: Reader, proposal: Proposal, who: Who) -> Caller:
        """Who acts on a proposal. Raises where they may not even read it."""
        identity = who.identity
        kept = store.secret_of(reader.connection, self.id, proposal.number)
        holds_token = bool(who.token and kept and hmac.compare_digest(_digest(who.token), kept))
        mine = holds_token or (identity is not None and identity.person == proposal.person)
        person = identity.person if identity else proposal.person if mine else ""
        caller = Caller(person=person, roles=_roles(identity, self.id), is_proposer=mine)
        if mine or caller.reviews or reader.settings().proposals_seen_by == "everybody":
            return caller
        if who.token:
            raise NotYourProposal(proposal.number)
        raise RoleTooLow("reviewer") if identity else KeyNeeded

    def _only_mine(self, settings: Settings, who: Who) -> str | None:
        """The person whose proposals alone are shown; None where all are."""
        if "reviewer" in _roles(who.identity, self.id) or settings.proposals_seen_by == "everybody":
            return None
        if who.identity is None:
            raise KeyNeeded
        return who.identity.person

    def _looked_through(self, file: File) -> File:
        """The same with what the editorial checks find, while somebody may still mend it.

        They look at the wording that is proposed, of a merge at that of the concept which takes the other in.
        """
        proposal, sides = file.proposal, file.outlook.comparison
        if not proposal.pending or proposal.kind == "retirement" or sides.after is None:
            return file
        merged = proposal.concept if proposal.kind == "merge" else None
        before = sides.before.concept if sides.before else None
        return replace(file, findings=self.checked(sides.after.concept, before, merged))

    def _file(self, reader: Reader, proposal: Proposal, private: bool) -> File:
        connection = reader.connection
        thread = tuple(store.events_of(connection, self.id, proposal.number)) if proposal.number else ()
        persons = {proposal.person, *(event.person for event in thread)} - {None, ""}
        said = store.said_of(connection, {proposal.person}).get(proposal.person) if private else None
        return File(
            proposal=proposal,
            outlook=outlook(reader, proposal),
            thread=thread,
            names=store.names(connection, {each for each in persons if each}),
            proposer=Proposer(name=said[0], contact=said[1], credit=said[2]) if said else None,
            settings=reader.settings(),
        )


def _found(reader: Reader, number: int) -> Proposal:
    found = store.proposal(reader.connection, reader.glossary, number)
    if found is None:
        raise ProposalNotFound(reader.glossary, number)
    return found


def _number(proposal: Proposal) -> int:
    return proposal.number


def _roles(identity: Identity | None, glossary: str) -> frozenset[Role]:
    ranks: tuple[Role, ...] = get_args(Role)
    return frozenset(role for role in ranks if identity and identity.may(role, glossary))


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def _said(proposer: Proposer) -> tuple[str | None, str | None, str | None]:
    return proposer.name, proposer.contact, proposer.credit


def _moment(text: str, time_zone: str) -> int:
    try:
        return begin(text, time_zone)
    except (ValueError, OverflowError) as error:
        raise InvalidQuery([Fault("/older_than", "bad-date")]) from error
