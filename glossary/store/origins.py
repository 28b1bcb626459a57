"""Where revisions come from: the reasons that the log keeps of those that were proposed."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, select

from glossary import tables as t
from glossary.proposals import Origin

_p = t.parts.c


def origins(connection: Connection, glossary: str, seqs: Sequence[int]) -> dict[int, Origin]:
    """The origins of those entries of the log that came of a proposal and still say so, by `seq`."""
    query = select(_p.seq, _p.body).where(_p.glossary == glossary, _p.name == "rationale", _p.seq.in_(seqs))
    rows = connection.execute(query.where(_p.body.is_not(None)))
    return {row.seq: msgspec.json.decode(row.body, type=Origin) for row in rows}
