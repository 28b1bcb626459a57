"""Proposals, what happens to them, and requests that are carried out once."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKeyConstraint, Index, Integer, LargeBinary, Table, Text, text

from glossary.tables.base import key, metadata

proposals = Table(
    "proposals",
    metadata,
    Column("glossary", key(), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("state", key(), nullable=False),
    Column("concept", key(), nullable=False),
    Column("base", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("languages", Text, nullable=False),
    Column("person", key(), nullable=False),
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
    Column("glossary", key(), primary_key=True),
    Column("key", key(), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("form", Text, nullable=False),
    ForeignKeyConstraint(["glossary", "number"], ["proposals.glossary", "proposals.number"]),
    Index("proposal_forms_of_proposal", "glossary", "number"),
)

events = Table(
    "events",
    metadata,
    Column("glossary", key(), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("proposal", BigInteger, nullable=False),
    Column("person", key()),
    Column("recorded_at", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
    ForeignKeyConstraint(["glossary"], ["glossaries.id"]),
    Index("events_of_proposal", "glossary", "proposal", "number"),
)

answered = Table(
    "answered",
    metadata,
    Column("owner", key(), primary_key=True),
    Column("key", key(), primary_key=True),
    Column("request_sha256", LargeBinary, nullable=False),
    Column("result", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("answered_by_time", "at"),
)
