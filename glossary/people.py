"""Persons, keys, accounts and roles. Persons are compared, never keys; a person's id is random and says nothing."""

from __future__ import annotations

import hashlib
import re
import secrets
import string
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from glossary.faults import Fault
from glossary.model import Value, choices

Role = Literal["reader", "contributor", "reviewer", "editor", "administrator"]

_ALPHABET = string.ascii_lowercase + string.digits
_KEY = re.compile(rb"tyk_([a-z0-9]{8})_[A-Za-z0-9_-]{43}")


def role_faults(role: str) -> Iterator[Fault]:
    """What is wrong with the name of a role."""
    if role not in choices(Role):
        yield Fault("/role", "not-in-list", {"choices": ", ".join(choices(Role))})


class Key(Value, frozen=True, kw_only=True):
    """A key as administrators see it: everything but its secret."""

    id: str
    person: str
    name: str
    role: Role
    glossary: str | None = None
    made_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    used_on: str | None = None

    def works(self, now: datetime) -> bool:
        """Whether the key is neither revoked nor expired."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


class Identity(Value, frozen=True, kw_only=True):
    """Who is asking: a person, what they may do, and in which glossary (None: in all); `by` which key or session."""

    person: str
    role: Role
    glossary: str | None = None
    by: str = ""

    def may(self, role: Role, glossary: str | None) -> bool:
        """Whether this identity may do what needs `role` in a glossary (None: in the whole service)."""
        ranks = choices(Role)
        inside = self.glossary is None or self.glossary == glossary
        return inside and ranks.index(self.role) >= ranks.index(role)


class Account(Value, frozen=True, kw_only=True):
    """How a person signs in to the pages, and what they may do there, in one glossary or (None) in all."""

    person: str
    name: str | None = None
    login: str | None = None
    role: Role
    glossary: str | None = None
    made_at: datetime
    closed_at: datetime | None = None
    has_password: bool = False
    issuer: str | None = None


class Session(Value, frozen=True, kw_only=True):
    """A browser in which somebody has signed in; `seen_at` is exact to about a minute."""

    id: str
    person: str
    browser: str = ""
    made_at: datetime
    seen_at: datetime


def folded_login(login: str) -> str:
    """A login as it is compared: however wide its letters and whatever their case."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def new_person_id() -> str:
    """A random id, so that nothing about the person stays in the history (`p-` and 20 characters)."""
    return f"p-{_random(20)}"


def new_key_id() -> str:
    """The public part of a key."""
    return _random(8)


def key_id_of(key: bytes) -> str | None:
    """The public part of a key's text, or None when it isn't a key at all."""
    found = _KEY.fullmatch(key)
    return found.group(1).decode() if found else None


def new_session_id() -> str:
    """The public part of a session."""
    return _random(8)


def new_token() -> str:
    """A secret that nobody guesses: 256 random bits."""
    return secrets.token_urlsafe(32)


def digest_of_key(key: bytes) -> bytes:
    """What is stored of a key or of another random secret: for these one SHA-256 is enough."""
    return hashlib.sha256(key).digest()


def _random(length: int) -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))
