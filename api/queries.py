"""The parameters of what is asked about a concept's past: citations, TimeMaps and feeds of changes."""

from __future__ import annotations

from typing import Literal

from api.fields import Choice, Identifier, Language, Query
from api.schemas import ConceptQuery, PageQuery
from glossary import Calendar, Style


class CiteQuery(ConceptQuery):
    """Which wording is cited, in which style and language, and in which calendar its Japanese dates are."""

    style = Choice(Style)
    language = Language()
    calendar = Choice(Calendar, load_default="gregorian", metadata={"description": "of dates in Japanese"})


class TimemapQuery(Query):
    """In which form the wordings are listed."""

    format = Choice(Literal["link", "json"], metadata={"description": "instead of `Accept`: link or json"})


class FeedQuery(PageQuery):
    """Which changes are followed."""

    concept = Identifier()
    subject = Identifier()
    language = Language(metadata={"description": "only what this language says, told in it"})
