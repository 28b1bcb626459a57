"""Which concepts name which in a relation."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_BATCH = 1000


def upgrade() -> None:
    """Create the table, and fill it from the revisions that there are."""
    pointers = op.create_table(
        "pointers",
        sa.Column("glossary", KEY, nullable=False),
        sa.Column("type", KEY, nullable=False),
        sa.Column("target", KEY, nullable=False),
        sa.Column("concept", KEY, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("glossary", "type", "target", "concept", "seq"),
    )
    contents = sa.text(
        "SELECT r.glossary, r.concept, r.seq, p.body FROM revisions r "
        "JOIN parts p ON p.glossary = r.glossary AND p.seq = r.seq AND p.name = 'content' WHERE p.body IS NOT NULL"
    )
    found = op.get_bind().execute(contents)
    while rows := found.fetchmany(_BATCH):
        if made := [each for row in rows for each in _pointers(row)]:
            op.bulk_insert(pointers, made)


def _pointers(row: sa.Row[Any]) -> list[dict[str, object]]:
    place = {"glossary": row.glossary, "concept": row.concept, "seq": row.seq}
    named = {(each["type"], each["target"]) for each in json.loads(row.body).get("relations", [])}
    return [{**place, "type": kind, "target": target} for kind, target in sorted(named)]
