"""Who takes part, and what is kept so that they can: never public."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from glossary.tables.base import key, metadata

people = Table(
    "people",
    metadata,
    Column("id", key(), primary_key=True),
    Column("name", Text),
    Column("contact", Text),
    Column("credit", Text),
    Column("erased_at", BigInteger),
)

keys = Table(
    "keys",
    metadata,
    Column("id", key(), primary_key=True),
    Column("person", key(), nullable=False),
    Column("sha256", LargeBinary, nullable=False),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("glossary", key()),
    Column("made_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger),
    Column("revoked_at", BigInteger),
    Column("used_on", Text),
    ForeignKeyConstraint(["person"], ["people.id"]),
)

accounts = Table(
    "accounts",
    metadata,
    Column("person", key(), primary_key=True),
    Column("login", key(), unique=True),
    Column("password", Text),
    Column("issuer", key()),
    Column("issuers_subject", key()),
    Column("role", Text, nullable=False),
    Column("glossary", key()),
    Column("made_at", BigInteger, nullable=False),
    Column("closed_at", BigInteger),
    UniqueConstraint("issuer", "issuers_subject"),
    ForeignKeyConstraint(["person"], ["people.id"]),
)

sessions = Table(
    "sessions",
    metadata,
    Column("sha256", LargeBinary, primary_key=True),
    Column("id", key(), nullable=False, unique=True),
    Column("person", key(), nullable=False),
    Column("browser", Text, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    ForeignKeyConstraint(["person"], ["accounts.person"]),
    Index("sessions_of_person", "person"),
)

password_links = Table(
    "password_links",
    metadata,
    Column("sha256", LargeBinary, primary_key=True),
    Column("person", key(), nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    ForeignKeyConstraint(["person"], ["accounts.person"]),
    Index("password_links_of_person", "person"),
)

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("person", key(), nullable=False),
    Column("action", Text, nullable=False),
    Column("glossary", key()),
    Column("subject", Text, nullable=False),
    Column("reason", Text),
    Index("audit_of_glossary", "glossary", "number"),
)
