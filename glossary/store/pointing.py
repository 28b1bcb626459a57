"""Which concepts point at another, or have a relation of a kind: found in the wordings in force."""

from __future__ import annotations

from sqlalchemy import Connection, and_, select

from glossary import tables as t
from glossary.model import Revision
from glossary.store.reading import Reader

_MOST = 200


def pointing(connection: Connection, glossary: str, member: str, word: str) -> list[Revision]:
    """The concepts of today whose text has a member with a word, in the order of their ids; at most 200.

    Every wording in force is looked through: what this costs grows with the glossary.
    """
    h, content = t.heads, t.parts
    said = f'"{member}":"{word}"'
    at_head = and_(content.c.glossary == h.c.glossary, content.c.seq == h.c.seq, content.c.name == "content")
    query = (
        select(h.c.seq)
        .select_from(h.join(content, at_head))
        .where(h.c.glossary == glossary, h.c.status == "current", content.c.body.contains(said, autoescape=True))
        .order_by(h.c.concept)
        .limit(_MOST)
    )
    seqs = list(connection.execute(query).scalars())
    return Reader(connection, glossary).recorded(seqs)
