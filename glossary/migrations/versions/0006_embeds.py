"""Which sites show which concepts, counted by day."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the table of embeds."""
    op.create_table(
        "embed_counts",
        sa.Column("glossary", KEY, nullable=False),
        sa.Column("concept", KEY, nullable=False),
        sa.Column("host", KEY, nullable=False),
        sa.Column("day", KEY, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("glossary", "concept", "host", "day"),
    )
    op.create_index("embed_counts_by_day", "embed_counts", ["day"], unique=False)
