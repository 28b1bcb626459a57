"""Proposals as they stand, and the forms of terms that the pending ones would use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, update

from glossary import tables as t
from glossary.model import Value, canonical
from glossary.proposals import PENDING, Content, Proposal, ProposalState
from glossary.store.events import blank_events
from glossary.times import instant, micros

_p, _f = t.proposals.c, t.proposal_forms.c
_MOST_FORMS = 1000


class Queue(Value, frozen=True, kw_only=True):
    """Which proposals a list shows: by state, concept, proposer, language, kind, and age (microseconds)."""

    states: tuple[ProposalState, ...] | None = None
    concept: str | None = None
    person: str | None = None
    language: str | None = None
    kind: str | None = None
    opened_before: int | None = None
    changed_before: int | None = None


def add_proposal(
    connection: Connection, proposal: Proposal, secret_sha256: bytes | None, origin_sha256: bytes | None
) -> None:
    """Keep a new proposal."""
    secrets = {"secret_sha256": secret_sha256, "origin_sha256": origin_sha256}
    connection.execute(insert(t.proposals).values(**_row(proposal), **secrets))


def keep_proposal(connection: Connection, proposal: Proposal) -> None:
    """Keep a proposal as it stands now; one that is decided forgets from where it came."""
    values = _row(proposal) | ({} if proposal.pending else {"origin_sha256": None})
    connection.execute(update(t.proposals).where(*_is(proposal.glossary, proposal.number)).values(**values))


def drop_proposal(connection: Connection, glossary: str, number: int) -> None:
    """Remove a proposal for good."""
    keep_forms(connection, glossary, number, {})
    connection.execute(delete(t.proposals).where(*_is(glossary, number)))


def proposal(connection: Connection, glossary: str, number: int) -> Proposal | None:
    """A proposal as it stands."""
    row = connection.execute(select(t.proposals).where(*_is(glossary, number))).one_or_none()
    return _proposal(row) if row else None


def secret_of(connection: Connection, glossary: str, number: int) -> bytes | None:
    """The SHA-256 of the secret with which a proposer without an account shows that a proposal is theirs."""
    return connection.execute(select(_p.secret_sha256).where(*_is(glossary, number))).scalar()


def proposals(connection: Connection, glossary: str, queue: Queue, before: int | None, limit: int) -> list[Proposal]:
    """So many proposals below a number, newest first."""
    query = select(t.proposals).where(_p.glossary == glossary, *_wanted(queue)).order_by(_p.number.desc()).limit(limit)
    query = query if before is None else query.where(_p.number < before)
    return [_proposal(row) for row in connection.execute(query)]


def pending_from(connection: Connection, origin_sha256: bytes) -> int:
    """How many proposals from one address wait for somebody."""
    query = select(func.count()).where(_p.origin_sha256 == origin_sha256, _p.state.in_(PENDING))
    return int(connection.execute(query).scalar_one())


def pending_of(connection: Connection, person: str) -> int:
    """How many proposals of one person wait for somebody."""
    query = select(func.count()).where(_p.person == person, _p.state.in_(PENDING))
    return int(connection.execute(query).scalar_one())


def pending_on(connection: Connection, glossary: str, concepts: Sequence[str]) -> list[tuple[int, str]]:
    """The pending proposals on some concepts, as (number, concept)."""
    query = select(_p.number, _p.concept).where(
        _p.glossary == glossary, _p.concept.in_(concepts), _p.state.in_(PENDING)
    )
    return [(row.number, row.concept) for row in connection.execute(query.order_by(_p.number).limit(_MOST_FORMS))]


def keep_forms(connection: Connection, glossary: str, number: int, forms: Mapping[str, str]) -> None:
    """Keep the forms, by their key, that a proposal would use, in the place of any it had."""
    connection.execute(delete(t.proposal_forms).where(_f.glossary == glossary, _f.number == number))
    rows = [{"glossary": glossary, "number": number, "key": key, "form": form} for key, form in forms.items()]
    if rows:
        connection.execute(insert(t.proposal_forms), rows)


def pending_forms(connection: Connection, glossary: str, keys: Sequence[str]) -> list[tuple[int, str, str]]:
    """Which pending proposals would use forms of these keys, as (number, concept, form)."""
    joined = t.proposal_forms.join(t.proposals, (_p.glossary == _f.glossary) & (_p.number == _f.number))
    query = select(_f.number, _p.concept, _f.form).select_from(joined)
    query = query.where(_f.glossary == glossary, _f.key.in_(keys)).order_by(_f.number, _f.form).limit(_MOST_FORMS)
    return [(row.number, row.concept, row.form) for row in connection.execute(query)]


def _is(glossary: str, number: int) -> tuple[ColumnElement[bool], ...]:
    return _p.glossary == glossary, _p.number == number


def _wanted(queue: Queue) -> list[ColumnElement[bool]]:
    equal = {_p.concept: queue.concept, _p.person: queue.person, _p.kind: queue.kind}
    below = {_p.opened_at: queue.opened_before, _p.changed_at: queue.changed_before}
    conditions = [column == value for column, value in equal.items() if value is not None]
    conditions += [column < value for column, value in below.items() if value is not None]
    if queue.states is not None:
        conditions.append(_p.state.in_(queue.states))
    if queue.language is not None:
        conditions.append(_p.languages.contains(f"|{queue.language}|", autoescape=True))
    return conditions


def _row(proposal: Proposal) -> dict[str, Any]:
    as_they_are = ("glossary", "number", "kind", "state", "concept", "base", "person", "version", "step", "begun")
    return {
        **{name: getattr(proposal, name) for name in as_they_are},
        "body": canonical(proposal.content).decode(),
        "languages": "".join(f"|{language}" for language in proposal.languages) + "|",
        "opened_at": micros(proposal.opened_at),
        "changed_at": micros(proposal.changed_at),
    }


def _proposal(row: Row[Any]) -> Proposal:
    return Proposal(
        glossary=row.glossary,
        number=row.number,
        kind=row.kind,
        state=row.state,
        concept=row.concept,
        base=row.base,
        content=msgspec.json.decode(row.body, type=Content),
        languages=tuple(filter(None, row.languages.split("|"))),
        person=row.person,
        version=row.version,
        step=row.step,
        begun=row.begun,
        opened_at=instant(row.opened_at),
        changed_at=instant(row.changed_at),
    )


def forget_wording(connection: Connection, glossary: str, concept: str, revision: int) -> None:
    """Drop what decided proposals say that became a revision of a concept or followed it: their copies of its text."""
    decided = (
        _p.glossary == glossary,
        _p.concept == concept,
        _p.state.not_in(PENDING),
        _p.base.in_((revision, revision - 1)),
    )
    for row in connection.execute(select(t.proposals).where(*decided)).all():
        forget_proposal(connection, _proposal(row))
        blank_events(connection, glossary, row.number)


def forget_proposal(connection: Connection, found: Proposal) -> None:
    """Drop what a proposal says, as far as it is kept with it; that it was, and how it ended, stays."""
    blank = Content(rationale="–", into=found.content.into)
    kept = proposal(connection, found.glossary, found.number) or found
    keep_proposal(connection, msgspec.structs.replace(kept, content=blank))
