"""What is counted by day and forgotten after a month."""

from sqlalchemy import Column, Index, Integer, Table

from glossary.tables.base import key, metadata

missed_forms = Table(
    "missed_forms",
    metadata,
    Column("glossary", key(), primary_key=True),
    Column("day", key(), primary_key=True),
    Column("form", key(), primary_key=True),
    Column("count", Integer, nullable=False),
)

embed_counts = Table(
    "embed_counts",
    metadata,
    Column("glossary", key(), primary_key=True),
    Column("concept", key(), primary_key=True),
    Column("host", key(), primary_key=True),
    Column("day", key(), primary_key=True),
    Column("count", Integer, nullable=False),
    Index("embed_counts_by_day", "day"),
)
