"""What the audit says: who changed what, and when."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from glossary.model import Value

AuditAction = Literal[
    "new",
    "change",
    "correction",
    "confirmation",
    "restoration",
    "retirement",
    "grading",
    "settings",
    "edition",
    "edition-drafted",
    "redacted",
    "proposal-proposed",
    "proposal-edited",
    "proposal-commented",
    "proposal-changes_requested",
    "proposal-step_taken",
    "proposal-accepted",
    "proposal-rejected",
    "proposal-withdrawn",
    "proposal-rebased",
    "proposal-purged",
    "webhook-made",
    "webhook-removed",
    "webhook-replayed",
    "webhook-secret-made",
    "webhook-tested",
    "mail-set",
    "mail-replayed",
    "key-made",
    "key-revoked",
    "account-made",
    "account-closed",
    "role-given",
    "password-link-made",
    "password-set",
    "signed-in",
    "sessions-ended",
    "person-erased",
]


class AuditEntry(Value, frozen=True, kw_only=True):
    """Who did what to the service, when: by the opaque id of a person, on what, and why."""

    number: int
    at: datetime
    person: str
    action: AuditAction
    glossary: str | None
    subject: str
    reason: str | None
