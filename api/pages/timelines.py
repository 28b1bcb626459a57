"""How a glossary and a concept came to be what they are, moment by moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from flask import Response, url_for

from api.house import glossaries
from api.moments import lies_ahead
from api.pages.following import lines
from api.pages.frame import Here, asked, page
from api.pages.queries import TimelineQuery
from api.pages.reading import Reading
from api.pages.routes import REST, blueprint
from glossary import Edition, FollowRequest, Glossary, Revision, Settings, day_of, micros

_PAGE = 100


class Day(NamedTuple):
    """A day on which wordings came into force or editions were published."""

    day: date
    editions: list[Edition]
    changes: list[Revision]

    @property
    def upcoming(self) -> bool:
        """Whether a wording of this day lies ahead."""
        return any(lies_ahead(each) for each in self.changes)


@blueprint.get(f"{REST}timeline")
def timeline(language: str, glossary: str) -> Response:
    """The days of a glossary, or the wordings of a concept, newest first, with a slider through them."""
    query = asked(TimelineQuery)
    opened = glossaries()[glossary]
    settings = opened.settings()
    if "concept" in query:
        return _of_concept(opened, settings, language, query)
    found = lines(opened, language, FollowRequest(), query.get("before"), _PAGE)
    changed = [each.revision for each in found.items if each.revision]
    days = list(_days(opened, settings, changed, newest="before" not in query))
    reading = Reading(language, settings, query.get("calendar", "gregorian"))
    more = Here()(before=found.before) if found.before else None
    moments, today = _moments(days, reading), day_of(micros(glossaries().now()), settings.time_zone)
    present = _last(day.day <= today for day in reversed(days))
    return page("timeline.html", settings, query=query, days=days, moments=moments, present=present, more=more)


def _of_concept(opened: Glossary, settings: Settings, language: str, query: dict[str, Any]) -> Response:
    concept = query["concept"]
    found = lines(opened, language, FollowRequest(concept=concept), query.get("before"), _PAGE)
    reading = Reading(language, settings, query.get("calendar", "gregorian"))
    more = Here()(before=found.before) if found.before else None
    revisions = [each.revision for each in found.items if each.revision]
    revisions.sort(key=lambda each: (each.valid_at, each.number))
    now = micros(glossaries().now())
    return page(
        "wordings.html",
        settings,
        query=query,
        lines=found.items,
        newest=opened.revisions(concept, limit=1)[0],
        moments=_wordings(revisions, reading),
        present=_last(each.valid_at <= now for each in revisions),
        more=more,
    )


def _last(has_begun: Iterable[bool]) -> int:
    """The place of the last of some moments that has begun: where the slider stands first."""
    return max((place for place, begun in enumerate(has_begun) if begun), default=0)


def _wordings(revisions: list[Revision], reading: Reading) -> list[dict[str, str]]:
    """The wordings in the order in which they hold."""
    where: dict[str, Any] = {"language": reading.language}
    return [
        {
            "id": f"r{each.number}",
            "text": reading.day(each.valid_from),
            "href": url_for(
                "pages.entry", glossary=each.glossary, concept=each.concept.id, revision=each.number, **where
            ),
        }
        for each in revisions
    ]


def _days(opened: Glossary, settings: Settings, changes: list[Revision], *, newest: bool) -> Iterator[Day]:
    """The days on which something came into force, newest first; editions stand with the newest changes."""
    published: dict[date, list[Edition]] = {}
    for edition in opened.editions() if newest else ():
        published.setdefault(date.fromisoformat(edition.date), []).append(edition)

    def day(change: Revision) -> date:
        return day_of(change.valid_at, settings.time_zone)

    began = {when: list(each) for when, each in groupby(sorted(changes, key=day), day)}
    for when in sorted(published.keys() | began.keys(), reverse=True):
        yield Day(when, published.get(when, []), began.get(when, []))


def _moments(days: list[Day], reading: Reading) -> list[dict[str, str]]:
    """The days from the first to the last, with the glossary as it was on each."""
    settings = reading.settings
    where: dict[str, Any] = {"language": reading.language, "glossary": settings.id if settings else ""}
    return [
        {
            "id": f"d{each.day}",
            "text": reading.day(each.day),
            "href": url_for("pages.browse", **where, as_of=each.day.isoformat()),
        }
        for each in reversed(days)
    ]
