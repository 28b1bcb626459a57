"""Webhooks with what is delivered to them, and letters by e-mail."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the five tables with their indexes."""
    _webhooks()
    _mails()


def _webhooks() -> None:
    op.create_table(
        "webhooks",
        sa.Column("id", KEY, nullable=False),
        sa.Column("glossary", KEY, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("kinds", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("earlier_secret", sa.Text(), nullable=True),
        sa.Column("earlier_until", sa.BigInteger(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by", KEY, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("event", sa.BigInteger(), nullable=False),
        sa.Column("rests_until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["glossary"], ["glossaries.id"]),
    )
    op.create_index("webhooks_of_glossary", "webhooks", ["glossary", "made_at"], unique=False)
    op.create_table(
        "deliveries",
        sa.Column("webhook", KEY, nullable=False),
        sa.Column("stream", KEY, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("tried_at", sa.BigInteger(), nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("webhook", "stream", "number"),
        sa.ForeignKeyConstraint(["webhook"], ["webhooks.id"]),
    )
    op.create_index("deliveries_due", "deliveries", ["state", "next_at"], unique=False)


def _mails() -> None:
    op.create_table(
        "mails",
        sa.Column("glossary", KEY, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("glossary", "person", "first"),
        sa.ForeignKeyConstraint(["glossary"], ["glossaries.id"]),
    )
    op.create_index("mails_due", "mails", ["state", "next_at"], unique=False)
    op.create_table(
        "mail_wishes",
        sa.Column("person", KEY, nullable=False),
        sa.Column("language", KEY, nullable=True),
        sa.Column("token", KEY, nullable=False, unique=True),
        sa.Column("stopped_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("person"),
    )
    op.create_table(
        "mailed",
        sa.Column("glossary", KEY, nullable=False),
        sa.Column("event", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("glossary"),
        sa.ForeignKeyConstraint(["glossary"], ["glossaries.id"]),
    )
