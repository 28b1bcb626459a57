"""The schema of telling people: webhooks and what is on its way to them, letters and what people wish of them.

Addresses of persons are not here but in `people`, so that who is erased there is written to no more.
"""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKeyConstraint, Index, Integer, Table, Text

from glossary.tables import metadata

_KEY = Text().with_variant(Text(collation="C"), "postgresql")

webhooks = Table(
    "webhooks",
    metadata,
    Column("id", _KEY, primary_key=True),
    Column("glossary", _KEY, nullable=False),
    Column("url", Text, nullable=False),
    Column("kinds", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("earlier_secret", Text),
    Column("earlier_until", BigInteger),
    Column("active", Boolean, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("made_by", _KEY, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("event", BigInteger, nullable=False),
    Column("rests_until", BigInteger, nullable=False),
    ForeignKeyConstraint(["glossary"], ["glossaries.id"]),
    Index("webhooks_of_glossary", "glossary", "made_at"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("webhook", _KEY, primary_key=True),
    Column("stream", _KEY, primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("state", _KEY, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", BigInteger, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("tried_at", BigInteger),
    Column("status", Integer),
    Column("problem", Text),
    ForeignKeyConstraint(["webhook"], ["webhooks.id"]),
    Index("deliveries_due", "state", "next_at"),
)

mails = Table(
    "mails",
    metadata,
    Column("glossary", _KEY, primary_key=True),
    Column("person", _KEY, primary_key=True),
    Column("first", BigInteger, primary_key=True, autoincrement=False),
    Column("last", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("state", _KEY, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", BigInteger, nullable=False),
    ForeignKeyConstraint(["glossary"], ["glossaries.id"]),
    Index("mails_due", "state", "next_at"),
)

mail_wishes = Table(
    "mail_wishes",
    metadata,
    Column("person", _KEY, primary_key=True),
    Column("language", _KEY),
    Column("token", _KEY, nullable=False, unique=True),
    Column("stopped_at", BigInteger),
)

mailed = Table(
    "mailed",
    metadata,
    Column("glossary", _KEY, primary_key=True),
    Column("event", BigInteger, nullable=False),
    ForeignKeyConstraint(["glossary"], ["glossaries.id"]),
)
