"""Adding to rows that count something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Table, insert, update


def add_counts(
    connection: Connection, table: Table, names: Sequence[str], counts: Mapping[tuple[str, ...], int]
) -> None:
    """Add to the counts of a table, each under the values of the columns named."""
    for values, count in counts.items():
        row = dict(zip(names, values, strict=True))
        same = [table.c[name] == value for name, value in row.items()]
        if not connection.execute(update(table).where(*same).values(count=table.c.count + count)).rowcount:
            connection.execute(insert(table).values(count=count, **row))
