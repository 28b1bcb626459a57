"""Forgetting: rows lose what must not be kept, and the audit says who saw to it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert, select, update

from glossary import tables as t
from glossary.audited import AuditAction, AuditEntry
from glossary.model import Part
from glossary.store import accounts
from glossary.store.mails import forget_letters
from glossary.store.pointing import forget_pointers
from glossary.times import instant

LAST_KEY = "\U0010fffd\U0010fffd"
"""Where a concept stands in every order of terms when nothing is known of its terms."""


def forget_part(connection: Connection, glossary: str, seq: int, part: Part) -> None:
    """Drop the bytes and the salt of one part of an entry, and what was derived of them."""
    p, k, r = t.parts, t.sort_keys, t.revisions
    mine = (p.c.glossary == glossary, p.c.seq == seq, p.c.name == part)
    connection.execute(update(p).where(*mine).values(salt=None, body=None))
    if part == "content":
        connection.execute(update(k).where(k.c.glossary == glossary, k.c.seq == seq).values(key=LAST_KEY, sync=None))
        forget_pointers(connection, glossary, seq)
        of_entry = (r.c.glossary == glossary, r.c.seq == seq)
        connection.execute(update(r).where(*of_entry).values(subjects="|", sync="{}"))


def erase_person(connection: Connection, person: str, now: int) -> bool:
    """Blank the row of a person and revoke their keys; whether there was somebody to be erased."""
    who, held = t.people, t.keys
    mine = (who.c.id == person, who.c.erased_at.is_(None))
    blank = update(who).where(*mine).values(name=None, contact=None, credit=None, erased_at=now)
    if not connection.execute(blank).rowcount:
        return False
    accounts.forget_account(connection, person)
    forget_letters(connection, person)
    connection.execute(update(held).where(held.c.person == person).values(name=""))
    connection.execute(update(held).where(held.c.person == person, held.c.revoked_at.is_(None)).values(revoked_at=now))
    return True


def audit(
    connection: Connection,
    now: int,
    person: str,
    action: AuditAction,
    glossary: str | None,
    subject: str,
    reason: str | None = None,
) -> None:
    """Note who did what, when."""
    connection.execute(insert(t.audit).values(audit_row(now, person, action, glossary, subject, reason)))


def audit_row(
    now: int, person: str, action: str, glossary: str | None, subject: str, reason: str | None = None
) -> dict[str, Any]:
    """What the audit keeps of one action."""
    what = {"action": action, "glossary": glossary, "subject": subject, "reason": reason}
    return {"at": now, "person": person, **what}


def audited(
    connection: Connection, before: int | None, limit: int, glossary: str | None = None, person: str | None = None
) -> list[AuditEntry]:
    """What was done, newest first, below a number where one is given; in a glossary or by a person alone."""
    query, a = select(t.audit).order_by(t.audit.c.number.desc()).limit(limit), t.audit.c
    query = query if before is None else query.where(a.number < before)
    query = query if glossary is None else query.where(a.glossary == glossary)
    query = query if person is None else query.where(a.person == person)
    found = ({**row._mapping, "at": instant(row.at)} for row in connection.execute(query))
    return [AuditEntry(**each) for each in found]
