"""What an entry names, found by the entry: for checking, and for forgetting."""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the index."""
    op.create_index("pointers_of_entry", "pointers", ["glossary", "seq"])
