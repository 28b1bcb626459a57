"""The entries of the log as pages tell them, newest first."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import url_for
from markupsafe import Markup

from glossary import (
    Comparison,
    Edition,
    Followed,
    FollowRequest,
    Glossary,
    Grading,
    Removal,
    Revision,
    Settings,
    Turn,
    followed_html,
    followed_title,
    model,
)


class Line(NamedTuple):
    """An entry for a reader, and where what it recorded can be read; `revision` where it recorded one."""

    entry: Followed
    revision: Revision | None
    grade: model.Grade | None
    href: str
    settings: Settings
    language: str

    @property
    def title(self) -> str:
        """The entry in a line."""
        return followed_title(self.entry, self.settings, self.language)

    @property
    def html(self) -> Markup:
        """What differs, as a part of a page."""
        return Markup(followed_html(self.entry, self.settings, self.language))  # noqa: S704 - escaped there


class Lines(NamedTuple):
    """Some entries, and below which entry it goes on (None at the end)."""

    items: list[Line]
    before: int | None


def lines(opened: Glossary, language: str, request: FollowRequest, before: int | None = None, limit: int = 20) -> Lines:
    """The newest entries, below one where that is given."""
    settings = opened.settings()
    found = opened.followed(request, Turn(before) if before else None, limit)
    return Lines([_line(each, settings, language) for each in found.items], found.older.seq if found.older else None)


def _line(entry: Followed, settings: Settings, language: str) -> Line:
    told = entry.told if isinstance(entry.told, Comparison) else None
    return Line(
        entry,
        told.newest if told else None,
        told.difference.grade if told and told.before else None,
        _href(entry, {"language": language, "glossary": settings.id}),
        settings,
        language,
    )


def _href(entry: Followed, where: dict[str, Any]) -> str:
    """Where a reader goes on: to the wording, the edition, the history, or what the glossary says of itself."""
    match entry.told:
        case Comparison():
            newest = entry.told.newest
            return url_for("pages.entry", concept=newest.concept.id, revision=newest.number, **where)
        case Edition():
            return url_for("pages.edition", edition=entry.told.id, **where)
        case Removal() | Grading():
            return url_for("pages.timeline", concept=entry.told.concept, **where)
    return url_for("pages.about", **where)
