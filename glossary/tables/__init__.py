"""The schema, a page for each part of it.

Instants are microseconds since 1970 UTC. Keys compare by code point in both databases (SQLite BINARY, PostgreSQL
COLLATE "C"), so that a cursor means the same in SQL and in Python. `log`, `parts` and `revisions` are the record;
`sort_keys`, `pointers`, `heads` and `head_keys` are derived and can be rebuilt from it; `sync` in them names the state
of a language that is not in sync with its source wording. `audit` says who did what to the service
itself; nothing of it is public.
"""

from glossary.tables.base import metadata
from glossary.tables.counts import embed_counts, missed_forms
from glossary.tables.persons import accounts, audit, keys, password_links, people, sessions
from glossary.tables.record import editions, glossaries, head_keys, heads, log, parts, pointers, revisions, sort_keys
from glossary.tables.review import answered, events, proposal_forms, proposals

__all__ = [
    "accounts",
    "answered",
    "audit",
    "editions",
    "embed_counts",
    "events",
    "glossaries",
    "head_keys",
    "heads",
    "keys",
    "log",
    "metadata",
    "missed_forms",
    "parts",
    "password_links",
    "people",
    "pointers",
    "proposal_forms",
    "proposals",
    "revisions",
    "sessions",
    "sort_keys",
]
