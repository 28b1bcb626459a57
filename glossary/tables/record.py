"""The record, and what is derived from it."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from glossary.tables.base import key, metadata

glossaries = Table(
    "glossaries",
    metadata,
    Column("id", key(), primary_key=True),
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
    Column("glossary", key(), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("concept", key()),
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
    Column("glossary", key(), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, primary_key=True),
    Column("salt", LargeBinary),
    Column("body", Text),
    ForeignKeyConstraint(["glossary", "seq"], ["log.glossary", "log.seq"]),
)

revisions = Table(
    "revisions",
    metadata,
    Column("glossary", key(), primary_key=True),
    Column("concept", key(), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("valid_at", BigInteger, nullable=False),
    Column("scheduled", Boolean, nullable=False),
    Column("recorded_at", BigInteger, nullable=False),
    Column("author", key(), nullable=False),
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
    Column("glossary", key(), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("language", key(), primary_key=True),
    Column("key", key(), nullable=False),
    Column("sync", Text),
)

pointers = Table(
    "pointers",
    metadata,
    Column("glossary", key(), primary_key=True),
    Column("type", key(), primary_key=True),
    Column("target", key(), primary_key=True),
    Column("concept", key(), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Index("pointers_of_entry", "glossary", "seq"),
)

heads = Table(
    "heads",
    metadata,
    Column("glossary", key(), primary_key=True),
    Column("concept", key(), primary_key=True),
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
    Column("glossary", key(), primary_key=True),
    Column("language", key(), primary_key=True),
    Column("key", key(), primary_key=True),
    Column("concept", key(), primary_key=True),
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
    Column("glossary", key(), primary_key=True),
    Column("id", key(), primary_key=True),
    Column("state", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("pin_seq", BigInteger),
    Column("pin_at", BigInteger),
    Column("seq", BigInteger),
    Column("draft", Integer),
    ForeignKeyConstraint(["glossary"], ["glossaries.id"]),
)
