"""Drafts of editions, the audit, and the indexes that find retired concepts and redactions without a scan."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the number of a draft's wording, the table of the audit and two indexes."""
    op.add_column("editions", sa.Column("draft", sa.Integer(), nullable=True))
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("glossary", KEY, nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("heads_by_status", "heads", ["glossary", "status", "concept"], unique=False)
    op.create_index(
        "log_redactions",
        "log",
        ["glossary", "concept"],
        unique=False,
        sqlite_where=sa.text("kind = 'redaction'"),
        postgresql_where=sa.text("kind = 'redaction'"),
    )
