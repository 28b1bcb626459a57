"""Proposals, the stream of what happens to them, and the answers to requests that may be sent twice."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0005"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the four tables with their indexes."""
    _proposals()
    op.create_table(
        "proposal_forms",
        sa.Column("glossary", KEY, nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("glossary", "key", "number"),
        sa.ForeignKeyConstraint(["glossary", "number"], ["proposals.glossary", "proposals.number"]),
    )
    op.create_index("proposal_forms_of_proposal", "proposal_forms", ["glossary", "number"], unique=False)
    op.create_table(
        "events",
        sa.Column("glossary", KEY, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("proposal", sa.BigInteger(), nullable=False),
        sa.Column("person", KEY, nullable=True),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("glossary", "number"),
        sa.ForeignKeyConstraint(["glossary"], ["glossaries.id"]),
    )
    op.create_index("events_of_proposal", "events", ["glossary", "proposal", "number"], unique=False)
    op.create_table(
        "answered",
        sa.Column("owner", KEY, nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("request_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("owner", "key"),
    )
    op.create_index("answered_by_time", "answered", ["at"], unique=False)


def _proposals() -> None:
    op.create_table(
        "proposals",
        sa.Column("glossary", KEY, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("concept", KEY, nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("secret_sha256", sa.LargeBinary(), nullable=True),
        sa.Column("origin_sha256", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("begun", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("glossary", "number"),
        sa.ForeignKeyConstraint(["glossary"], ["glossaries.id"]),
    )
    op.create_index("proposals_by_state", "proposals", ["glossary", "state", "number"], unique=False)
    op.create_index("proposals_of_concept", "proposals", ["glossary", "concept", "state"], unique=False)
    op.create_index("proposals_of_person", "proposals", ["person", "state"], unique=False)
    op.create_index(
        "proposals_of_origin",
        "proposals",
        ["origin_sha256"],
        unique=False,
        sqlite_where=sa.text("origin_sha256 IS NOT NULL"),
        postgresql_where=sa.text("origin_sha256 IS NOT NULL"),
    )
