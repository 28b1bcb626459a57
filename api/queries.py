"""The parameters of what is asked about the past: comparisons, citations, TimeMaps and feeds of changes."""

from __future__ import annotations

from typing import Literal

from api.fields import Choice, Count, Day, Identifier, Language, Line, Query
from api.forms import Form
from api.schemas import AsOfQuery, ConceptQuery, PageQuery
from glossary import N_, Calendar, Lag, Order, Style, model

EARLIER = N_("the number of the earlier revision; without any of the three, the one before the later")
LATER = N_("the number of the later revision; without any of the three, the wording in force")
FORM = N_("the form, instead of by `Accept`; `table` is a comparison table (新旧対照表) in HTML")
ORDER = N_("which column of the table stands on the left")


class CiteQuery(ConceptQuery):
    """Which wording is cited, in which style and language, and in which calendar its Japanese dates are."""

    style = Choice(Style)
    language = Language()
    calendar = Choice(Calendar, load_default="gregorian", metadata={"description": "of dates in Japanese"})
    accessed = Day(metadata={"description": N_("the day on which it was read, if the citation is to tell it")})


class ExportQuery(AsOfQuery):
    """What is taken away: in which form, in all languages or in one, in which state."""

    format = Choice(Literal["json", "jsonl"], load_default="json")
    language = Language()


class TimemapQuery(Query):
    """In which form the wordings are listed."""

    format = Choice(Literal["link", "json"], metadata={"description": "instead of `Accept`: link or json"})


class FeedQuery(PageQuery):
    """Which changes are followed."""

    concept = Identifier()
    subject = Identifier()
    language = Language(metadata={"description": "only what this language says, told in it"})
    sync = Choice(model.SyncState, metadata={"description": N_("only what put a language into this state")})


class BehindQuery(PageQuery):
    """What is to be checked: behind or unreviewed, in which language and subject field; and in which form."""

    language = Language(metadata={"description": N_("only what this language says")})
    sync = Choice(Lag, load_default="behind")
    subject = Identifier()
    format = Choice(Form, metadata={"description": FORM})
    order = Choice(Order, load_default="new-first", metadata={"description": ORDER})
    calendar = Choice(Calendar, metadata={"description": "of dates in Japanese"})


class DiffQuery(Query):
    """Which two wordings are compared, each by at most one parameter, and in which form."""

    from_ = Count(1, data_key="from", metadata={"description": EARLIER})
    from_date = Line(metadata={"description": N_("the earlier wording: the one in force at a date or an instant")})
    from_edition = Identifier(metadata={"description": N_("the earlier wording: the one of an edition")})
    to = Count(1, metadata={"description": LATER})
    to_date = Line(metadata={"description": N_("the later wording: the one in force at a date or an instant")})
    to_edition = Identifier(metadata={"description": N_("the later wording: the one of an edition")})
    language = Language()
    format = Choice(Form, metadata={"description": FORM})
    order = Choice(Order, load_default="new-first", metadata={"description": ORDER})
    calendar = Choice(Calendar, metadata={"description": "of dates in Japanese"})


class ChangesQuery(Query):
    """Since which edition, and in which form."""

    since = Identifier(required=True, metadata={"description": N_("the earlier edition")})
    language = Language()
    format = Choice(Form, metadata={"description": FORM})
    order = Choice(Order, load_default="new-first", metadata={"description": ORDER})
    calendar = Choice(Calendar, metadata={"description": "of dates in Japanese"})


class ErrataQuery(Query):
    """The errata of one concept or of all, and in which form."""

    concept = Identifier()
    language = Language()
    format = Choice(Literal["json", "html", "markdown"], metadata={"description": FORM})
    calendar = Choice(Calendar, metadata={"description": "of dates in Japanese"})
