"""The state of languages that are behind or unreviewed, beside the rows of lists, and indexes on the log."""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_BATCH = 500
_LAGS = ('%"state":"behind"%', '%"state":"unreviewed"%')


def upgrade() -> None:
    """Add the state of each language that is not in sync to the rows of lists, for what is there already too."""
    op.add_column("sort_keys", sa.Column("sync", sa.Text(), nullable=True))
    op.add_column("head_keys", sa.Column("sync", sa.Text(), nullable=True))
    _fill(op.get_bind())
    for name, table, columns, where in (
        ("head_keys_behind", "head_keys", ["glossary", "sync", "language", "key", "concept"], "sync IS NOT NULL"),
        ("log_gradings", "log", ["glossary", "concept"], "kind = 'grading'"),
        ("log_settings", "log", ["glossary", "seq"], "kind = 'settings'"),
    ):
        condition = sa.text(where)
        op.create_index(name, table, columns, unique=False, sqlite_where=condition, postgresql_where=condition)


def _fill(connection: sa.Connection) -> None:
    revised = sa.text(
        "SELECT glossary, seq, concept, number, sync FROM revisions WHERE sync LIKE :behind OR sync LIKE :unreviewed"
    )
    states = list(_states(connection.execute(revised, dict(zip(("behind", "unreviewed"), _LAGS, strict=True))).all()))
    of_revision = sa.text(
        "UPDATE sort_keys SET sync = :state WHERE glossary = :glossary AND seq = :seq AND language = :language"
    )
    in_force = sa.text(
        "UPDATE head_keys SET sync = :state WHERE glossary = :glossary AND concept = :concept AND language = :language"
        " AND EXISTS (SELECT 1 FROM heads WHERE heads.glossary = :glossary AND heads.concept = :concept"
        " AND heads.number = :number)"
    )
    for start in range(0, len(states), _BATCH):
        connection.execute(of_revision, states[start : start + _BATCH])
        connection.execute(in_force, states[start : start + _BATCH])


def _states(rows: Any) -> Iterator[dict[str, Any]]:
    for glossary, seq, concept, number, sync in rows:
        for language, told in json.loads(sync).items():
            if told["state"] != "in_sync":
                place = {"glossary": glossary, "seq": seq, "concept": concept, "number": number}
                yield {**place, "language": language, "state": told["state"]}
