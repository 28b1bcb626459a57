"""What may be sent about editions and the log."""

from __future__ import annotations

from typing import Literal

from api.fields import ByLanguage, Choice, Count, Identifier, Language, Query, Strict, Words
from api.schemas import PageQuery


class EditionBody(Strict):
    """What a draft of an edition says."""

    SERVERS_OWN = frozenset({"id", "glossary", "uri", "state", "seq", "published_at", "digest", "checkpoint", "errata"})
    title = ByLanguage(Words(), required=True)
    date = Words(required=True, metadata={"description": "the day whose wordings it names; may lie ahead"})
    cites = ByLanguage(Words(), allow_none=True)


class NewEditionBody(EditionBody):
    """A new draft of an edition."""

    SERVERS_OWN = EditionBody.SERVERS_OWN - {"id"}
    id = Identifier(required=True)


class EditionsQuery(Query):
    """Which editions are listed."""

    state = Choice(
        Literal["published", "draft"],
        load_default="published",
        metadata={"description": "drafts are shown to editors alone"},
    )


class LogQuery(Query):
    """Which entries of the log: a page of them, at most a thousand."""

    after = Count(0, 2**53, load_default=0, metadata={"description": "only what follows this entry"})
    until = Count(1, 2**53, metadata={"description": "nothing after this entry"})


class EditionListQuery(PageQuery):
    """Which part of an edition, in which language's order."""

    language = Language()
