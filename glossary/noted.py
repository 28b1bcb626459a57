"""What is noted beside the record: who did what, and what was looked up in vain."""

from __future__ import annotations

from datetime import datetime

from glossary.model import AuditAction, Value


class AuditEntry(Value, frozen=True, kw_only=True):
    """Who did what to the service, when: by the opaque id of a person, on what, and why."""

    number: int
    at: datetime
    person: str
    action: AuditAction
    glossary: str | None
    subject: str
    reason: str | None


class MissedForm(Value, frozen=True, kw_only=True):
    """A form that was looked up in vain: how often, and on which day last (YYYY-MM-DD, UTC)."""

    form: str
    count: int
    last: str
