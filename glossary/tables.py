"""The schema on one page.

Instants are microseconds since 1970 UTC. Keys compare by code point in both databases (SQLite BINARY, PostgreSQL
COLLATE "C"), so that a cursor means the same in SQL and in Python. `log`, `parts` and `revisions` are the record;
`sort_keys`, `heads` and `head_keys` are derived and can be rebuilt from it; their `sync` names the state of a language
that is not in sync with its source wording. `audit` says who did what to the service
itself; nothing of it is public.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import TypeEngine

metadata = MetaData()


def _key() -> TypeEngine[str]:
    return Text().with_variant(Text(collation="C"), "postgresql")


glossaries = Table(
    "glossaries",
    metadata,
    Column("id", _key(), primary_key=True),
    Column("head_seq", BigInteger, nullable=False),
    Column("head_digest", LargeBinary, nullable=False),
    Column("head_recorded_at", BigInteger, nullable=False),
    Column("event_number", BigInteger, nullable=False),
    Column("settings", Text, nullable=False),
    Column("settings_seq", BigInteger, nullable=False),
)

log = Table(
    "log",
    metadata,
    Column("glossary", _key(), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("concept", _key()),
    Column("number", Integer),
    Column("recorded_at", BigInteger, nullable=False),
    Column("entry", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    ForeignKeyConstraint(["glossary"], ["glossaries.id"]),
    Index("log_by_time", "glossary", "recorded_at", "seq"),
    Index(
        "log_gradings",
        "glossary",
        "concept",
        sqlite_where=text("kind = 'grading'"),
        postgresql_where=text("kind = 'grading'"),
    ),
    Index(
        "log_settings",
        "glossary",
        "seq",
        sqlite_where=text("kind = 'settings'"),
        postgresql_where=text("kind = 'settings'"),
    ),
    Index(
        "log_redactions",
        "glossary",
        "concept",
        sqlite_where=text("kind = 'redaction'"),
        postgresql_where=text("kind = 'redaction'"),
    ),
)

parts = Table(
    "parts",
    metadata,
    Column("glossary", _key(), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, primary_key=True),
    Column("salt", LargeBinary),
    Column("body", Text),
    ForeignKeyConstraint(["glossary", "seq"], ["log.glossary", "log.seq"]),
)

revisions = Table(
    "revisions",
    metadata,
    Column("glossary", _key(), primary_key=True),
    Column("concept", _key(), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("valid_at", BigInteger, nullable=False),
    Column("scheduled", Boolean, nullable=False),
    Column("recorded_at", BigInteger, nullable=False),
    Column("author", _key(), nullable=False),
    Column("subjects", Text, nullable=False),
    Column("sync", Text, nullable=False),
    Column("grade", Text),
    UniqueConstraint("glossary", "seq"),
    ForeignKeyConstraint(["glossary", "seq"], ["log.glossary", "log.seq"]),
    Index("revisions_by_validity", "glossary", "concept", "valid_at", "number"),
    Index(
        "revisions_scheduled",
        "glossary",
        "valid_at",
        sqlite_where=text("scheduled"),
        postgresql_where=text("scheduled"),
    ),
)

sort_keys = Table(
    "sort_keys",
    metadata,
    Column("glossary", _key(), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("language", _key(), primary_key=True),
    Column("key", _key(), nullable=False),
    Column("sync", Text),
)

heads = Table(
    "heads",
    metadata,
    Column("glossary", _key(), primary_key=True),
    Column("concept", _key(), primary_key=True),
    Column("head_number", Integer, nullable=False),
    Column("head_seq", BigInteger, nullable=False),
    Column("number", Integer),
    Column("seq", BigInteger),
    Column("valid_at", BigInteger),
    Column("next_at", BigInteger),
    Column("status", Text),
    Index("heads_by_status", "glossary", "status", "concept"),
    Index(
        "heads_due",
        "glossary",
        "next_at",
        sqlite_where=text("next_at IS NOT NULL"),
        postgresql_where=text("next_at IS NOT NULL"),
    ),
)

head_keys = Table(
    "head_keys",
    metadata,
    Column("glossary", _key(), primary_key=True),
    Column("language", _key(), primary_key=True),
    Column("key", _key(), primary_key=True),
    Column("concept", _key(), primary_key=True),
    Column("sync", Text),
    Index("head_keys_of_concept", "glossary", "concept"),
    Index(
        "head_keys_behind",
        "glossary",
        "sync",
        "language",
        "key",
        "concept",
        sqlite_where=text("sync IS NOT NULL"),
        postgresql_where=text("sync IS NOT NULL"),
    ),
)

editions = Table(
    "editions",
    metadata,
    Column("glossary", _key(), primary_key=True),
    Column("id", _key(), primary_key=True),
    Column("state", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("pin_seq", BigInteger),
    Column("pin_at", BigInteger),
    Column("seq", BigInteger),
    Column("draft", Integer),
    ForeignKeyConstraint(["glossary"], ["glossaries.id"]),
)

people = Table(
    "people",
    metadata,
    Column("id", _key(), primary_key=True),
    Column("name", Text),
    Column("contact", Text),
    Column("credit", Text),
    Column("erased_at", BigInteger),
)

keys = Table(
    "keys",
    metadata,
    Column("id", _key(), primary_key=True),
    Column("person", _key(), nullable=False),
    Column("sha256", LargeBinary, nullable=False),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("glossary", _key()),
    Column("made_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger),
    Column("revoked_at", BigInteger),
    ForeignKeyConstraint(["person"], ["people.id"]),
)

missed_forms = Table(
    "missed_forms",
    metadata,
    Column("glossary", _key(), primary_key=True),
    Column("day", _key(), primary_key=True),
    Column("form", _key(), primary_key=True),
    Column("count", Integer, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("person", _key(), nullable=False),
    Column("action", Text, nullable=False),
    Column("glossary", _key()),
    Column("subject", Text, nullable=False),
    Column("reason", Text),
)

proposals = Table(
    "proposals",
    metadata,
    Column("glossary", _key(), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("state", _key(), nullable=False),
    Column("concept", _key(), nullable=False),
    Column("base", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("languages", Text, nullable=False),
    Column("person", _key(), nullable=False),
    Column("secret_sha256", LargeBinary),
    Column("origin_sha256", LargeBinary),
    Column("version", Integer, nullable=False),
    Column("step", Integer, nullable=False),
    Column("begun", Boolean, nullable=False),
    Column("opened_at", BigInteger, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    ForeignKeyConstraint(["glossary"], ["glossaries.id"]),
    Index("proposals_by_state", "glossary", "state", "number"),
    Index("proposals_of_concept", "glossary", "concept", "state"),
    Index("proposals_of_person", "person", "state"),
    Index(
        "proposals_of_origin",
        "origin_sha256",
        sqlite_where=text("origin_sha256 IS NOT NULL"),
        postgresql_where=text("origin_sha256 IS NOT NULL"),
    ),
)

proposal_forms = Table(
    "proposal_forms",
    metadata,
    Column("glossary", _key(), primary_key=True),
    Column("key", _key(), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("form", Text, nullable=False),
    ForeignKeyConstraint(["glossary", "number"], ["proposals.glossary", "proposals.number"]),
    Index("proposal_forms_of_proposal", "glossary", "number"),
)

events = Table(
    "events",
    metadata,
    Column("glossary", _key(), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("proposal", BigInteger, nullable=False),
    Column("person", _key()),
    Column("recorded_at", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
    ForeignKeyConstraint(["glossary"], ["glossaries.id"]),
    Index("events_of_proposal", "glossary", "proposal", "number"),
)

answered = Table(
    "answered",
    metadata,
    Column("owner", _key(), primary_key=True),
    Column("key", _key(), primary_key=True),
    Column("request_sha256", LargeBinary, nullable=False),
    Column("result", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("answered_by_time", "at"),
)
