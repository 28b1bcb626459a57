"""What a JSON Feed (version 1.1) has: its members are those on the wire, and those without a value are left out."""

from __future__ import annotations

import msgspec

from api.answers import Answer
from glossary import EntryKind, model

VERSION = "https://jsonfeed.org/version/1.1"


class FeedAuthorAnswer(Answer, frozen=True, kw_only=True):
    """Who wrote or publishes something."""

    name: str


class FeedMarkAnswer(Answer, frozen=True, kw_only=True):
    """What programs want to know of an entry of the log; `seq` and `digest` are a checkpoint to be kept.

    An edition's `valid_from` is its date; settings and removals have none.
    """

    about: str
    seq: int
    digest: str
    kind: EntryKind
    grade: model.Grade | None
    valid_from: str | None
    upcoming: bool


class FeedItemAnswer(Answer, frozen=True, kw_only=True):
    """One entry of the log, or one proposal, which has no mark.

    Nobody is named: who keeps a feed would keep the name of a person who was erased here.
    """

    id: str
    url: str
    title: str
    content_html: str
    date_published: str
    date_modified: str
    language: str
    tags: list[str]
    mark: FeedMarkAnswer | msgspec.UnsetType = msgspec.field(name="_taiyaku", default=msgspec.UNSET)


class JsonFeedAnswer(Answer, frozen=True, kw_only=True, omit_defaults=True):
    """The changes of a glossary, newest first; `next_url` leads to older ones."""

    version: str
    title: str
    home_page_url: str
    feed_url: str
    language: str
    authors: list[FeedAuthorAnswer]
    description: str = ""
    next_url: str | msgspec.UnsetType = msgspec.UNSET
    items: list[FeedItemAnswer]
