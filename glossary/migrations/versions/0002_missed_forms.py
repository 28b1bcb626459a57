"""Forms that were looked up and not found, counted by day."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the table of missed forms."""
    op.create_table(
        "missed_forms",
        sa.Column("glossary", KEY, nullable=False),
        sa.Column("day", KEY, nullable=False),
        sa.Column("form", KEY, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("glossary", "day", "form"),
    )
