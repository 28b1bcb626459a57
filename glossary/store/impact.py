"""What hangs on a concept, as far as a database can tell by the bytes it keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec
from sqlalchemy import Connection, or_, select

from glossary import tables as t
from glossary.model import Concept, canonical

_h, _p = t.heads.c, t.parts.c
_BATCH = 200
# What spellings of one word differ by, beside case: the term may stand in a text with these, without or with others.
_LOOSE = re.compile(r"[\s\u3000ー・･\-‐‑–/&＆]+|(?<=o)u?(?=r)|(?<=[iy])[sz](?=[aei])", re.IGNORECASE)


def mentioning(connection: Connection, glossary: str, words: Sequence[str]) -> Iterator[Concept]:
    """The concepts in force in whose content some words may stand in some spelling, by id; more than really do."""
    joined = t.heads.join(t.parts, (_p.glossary == _h.glossary) & (_p.seq == _h.seq) & (_p.name == "content"))
    said = or_(*(_p.body.ilike(f"%{_loosely(word)}%", escape="\\") for word in words))
    query = select(_p.body).select_from(joined).where(_h.glossary == glossary, _h.status == "current", said)
    rows = connection.execute(query.order_by(_h.concept).execution_options(yield_per=_BATCH)).scalars()
    return (msgspec.json.decode(body, type=Concept) for body in rows if body)


def _loosely(word: str) -> str:
    """A word as a pattern (LIKE) for what stands in a body, where JSON has escaped it already."""
    written = canonical(word).decode()[1:-1]
    return "%".join(re.sub(r"([%_\\])", r"\\\1", part) for part in _LOOSE.split(written))
