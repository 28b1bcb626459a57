"""How far a change goes, where an editor says so."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the column; what editors judged is derived from the log, where nobody has judged yet."""
    op.add_column("revisions", sa.Column("grade", sa.Text(), nullable=True))
