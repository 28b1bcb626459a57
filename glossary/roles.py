"""Giving a person a role, and taking from them what it no longer allows."""

from __future__ import annotations

from glossary import store
from glossary.people import Identity, Role
from glossary.store import Connection
from glossary.store import accounts as kept


def give(connection: Connection, person: str, role: Role, glossary: str | None, by: str, now: int) -> None:
    """Say what a person may do from now on; their keys that allow more stop working."""
    kept.give_role(connection, person, role, glossary)
    store.audit(connection, now, by, "role-given", glossary, person, role)
    may = Identity(person=person, role=role, glossary=glossary)
    for key in store.all_keys(connection, person):
        if key.revoked_at is None and not may.may(key.role, key.glossary):
            store.revoke_key(connection, key.id, now)
            store.audit(connection, now, by, "key-revoked", key.glossary, key.id)
