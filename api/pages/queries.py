"""What the addresses of pages may ask."""

from __future__ import annotations

from typing import Literal

from api.fields import Choice, Count, Identifier, Language, Line, Query
from glossary import Calendar, Order, Within, model


class PageQuery(Query):
    """In which calendar a page in Japanese shows its dates."""

    calendar = Choice(Calendar)


class RevisionQuery(PageQuery):
    """Which revision of which concept."""

    concept = Identifier(required=True)
    revision = Count(1, required=True)


class EntryQuery(PageQuery):
    """Which wording of a concept, and in which language or both."""

    as_of = Line()
    edition = Identifier()
    revision = Count(1)
    view = Line(most=35)


class SearchQuery(PageQuery):
    """What somebody looks for, and where."""

    q = Line()
    language = Language()
    subject = Identifier()
    within = Choice(Within, data_key="in")
    status = Choice(model.ConceptStatus)
    as_of = Line()
    edition = Identifier()
    page = Count(1, 1000)


class BrowseQuery(PageQuery):
    """Which terms are listed: in the order of which language, under which heading or subject, as of when."""

    by = Language()
    heading = Line(most=5)
    subject = Identifier()
    sync = Choice(model.SyncState)
    as_of = Line()
    edition = Identifier()
    cursor = Line(most=2000)


class ChangesQuery(PageQuery):
    """Whose changes, and which two wordings."""

    concept = Identifier()
    subject = Identifier()
    from_ = Count(1, data_key="from")
    to = Count(1)
    form = Choice(Literal["list", "table"])
    order = Choice(Order)
    before = Count(1)


class TimelineQuery(PageQuery):
    """Whose timeline."""

    concept = Identifier()
    before = Count(1)


class ReportQuery(PageQuery):
    """Since which edition, and in which form."""

    since = Identifier()
    form = Choice(Literal["list", "table"])
    order = Choice(Order)


class CompareQuery(PageQuery):
    """Which two concepts, each by its id or by one of its terms."""

    a = Line()
    b = Line()
    view = Line(most=35)
