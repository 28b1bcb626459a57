"""Accounts, their sessions and one-time links; the day on which a key was last used; the audit by glossary."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create what signing in needs."""
    op.add_column("keys", sa.Column("used_on", sa.Text(), nullable=True))
    op.create_index("audit_of_glossary", "audit", ["glossary", "number"], unique=False)
    op.create_table(
        "accounts",
        sa.Column("person", KEY, nullable=False),
        sa.Column("login", KEY, nullable=True),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("issuer", KEY, nullable=True),
        sa.Column("issuers_subject", KEY, nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("glossary", KEY, nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("person"),
        sa.UniqueConstraint("login"),
        sa.UniqueConstraint("issuer", "issuers_subject"),
        sa.ForeignKeyConstraint(["person"], ["people.id"]),
    )
    op.create_table(
        "sessions",
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("browser", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
        sa.UniqueConstraint("id"),
        sa.ForeignKeyConstraint(["person"], ["accounts.person"]),
    )
    op.create_index("sessions_of_person", "sessions", ["person"], unique=False)
    op.create_table(
        "password_links",
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
        sa.ForeignKeyConstraint(["person"], ["accounts.person"]),
    )
    op.create_index("password_links_of_person", "password_links", ["person"], unique=False)
