"""What hangs on a concept, as far as a database can tell by the bytes it keeps."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, or_, select

from glossary import tables as t
from glossary.model import Concept, canonical

_h, _p = t.heads.c, t.parts.c
_MOST = 500


def mentioning(connection: Connection, glossary: str, words: Sequence[str]) -> list[Concept]:
    """The concepts in force in whose content one of some words stands as it is written, by id; at most 500."""
    joined = t.heads.join(t.parts, (_p.glossary == _h.glossary) & (_p.seq == _h.seq) & (_p.name == "content"))
    written = (canonical(word).decode()[1:-1] for word in words)
    said = or_(*(_p.body.contains(each, autoescape=True) for each in written))
    query = select(_p.body).select_from(joined).where(_h.glossary == glossary, _h.status == "current", said)
    rows = connection.execute(query.order_by(_h.concept).limit(_MOST)).scalars()
    return [msgspec.json.decode(body, type=Concept) for body in rows if body]
