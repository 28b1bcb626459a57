"""What all tables share."""

from sqlalchemy import MetaData, Text
from sqlalchemy.types import TypeEngine

metadata = MetaData()


def key() -> TypeEngine[str]:
    """A text that compares by code point in both databases."""
    return Text().with_variant(Text(collation="C"), "postgresql")
