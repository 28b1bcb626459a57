"""The first schema: the log, its parts, revisions, derived rows, editions, people and keys."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create every table."""
    op.create_table(
        "glossaries",
        sa.Column("id", KEY, nullable=False),
        sa.Column("head_seq", sa.BigInteger(), nullable=False),
        sa.Column("head_digest", sa.LargeBinary(), nullable=False),
        sa.Column("head_recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("event_number", sa.BigInteger(), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("settings_seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "head_keys",
        sa.Column("glossary", KEY, nullable=False),
        sa.Column("language", KEY, nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("concept", KEY, nullable=False),
        sa.PrimaryKeyConstraint("glossary", "language", "key", "concept"),
    )
    op.create_index("head_keys_of_concept", "head_keys", ["glossary", "concept"], unique=False)
    op.create_table(
        "heads",
        sa.Column("glossary", KEY, nullable=False),
        sa.Column("concept", KEY, nullable=False),
        sa.Column("head_number", sa.Integer(), nullable=False),
        sa.Column("head_seq", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.Column("valid_at", sa.BigInteger(), nullable=True),
        sa.Column("next_at", sa.BigInteger(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("glossary", "concept"),
    )
    op.create_index(
        "heads_due",
        "heads",
        ["glossary", "next_at"],
        unique=False,
        sqlite_where=sa.text("next_at IS NOT NULL"),
        postgresql_where=sa.text("next_at IS NOT NULL"),
    )
    op.create_table(
        "people",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("credit", sa.Text(), nullable=True),
        sa.Column("erased_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "sort_keys",
        sa.Column("glossary", KEY, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("language", KEY, nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.PrimaryKeyConstraint("glossary", "seq", "language"),
    )
    op.create_table(
        "editions",
        sa.Column("glossary", KEY, nullable=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("pin_seq", sa.BigInteger(), nullable=True),
        sa.Column("pin_at", sa.BigInteger(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["glossary"],
            ["glossaries.id"],
        ),
        sa.PrimaryKeyConstraint("glossary", "id"),
    )
    op.create_table(
        "keys",
        sa.Column("id", KEY, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("glossary", KEY, nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person"],
            ["people.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "log",
        sa.Column("glossary", KEY, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("concept", KEY, nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["glossary"],
            ["glossaries.id"],
        ),
        sa.PrimaryKeyConstraint("glossary", "seq"),
    )
    op.create_index("log_by_time", "log", ["glossary", "recorded_at", "seq"], unique=False)
    op.create_table(
        "parts",
        sa.Column("glossary", KEY, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["glossary", "seq"],
            ["log.glossary", "log.seq"],
        ),
        sa.PrimaryKeyConstraint("glossary", "seq", "name"),
    )
    op.create_table(
        "revisions",
        sa.Column("glossary", KEY, nullable=False),
        sa.Column("concept", KEY, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("valid_at", sa.BigInteger(), nullable=False),
        sa.Column("scheduled", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("author", KEY, nullable=False),
        sa.Column("subjects", sa.Text(), nullable=False),
        sa.Column("sync", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["glossary", "seq"],
            ["log.glossary", "log.seq"],
        ),
        sa.PrimaryKeyConstraint("glossary", "concept", "number"),
        sa.UniqueConstraint("glossary", "seq"),
    )
    op.create_index("revisions_by_validity", "revisions", ["glossary", "concept", "valid_at", "number"], unique=False)
    op.create_index(
        "revisions_scheduled",
        "revisions",
        ["glossary", "valid_at"],
        unique=False,
        sqlite_where=sa.text("scheduled"),
        postgresql_where=sa.text("scheduled"),
    )
