"""Following a glossary: its changes as Atom and as JSON Feed, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import msgspec
from flask import Response, current_app, request

from api import atom
from api import feed_answers as f
from api.caching import current, finish
from api.cursors import link_next, next_url, read_cursor
from api.documenting import refuses
from api.house import base_url, glossaries
from api.languages import reader_language
from api.parsing import HouseBlueprint
from api.queries import FeedQuery
from api.telling import edition_uri, revision_uri
from glossary import (
    ENTRIES,
    N_,
    Comparison,
    Edition,
    Followed,
    FollowedPage,
    FollowRequest,
    Glossary,
    Settings,
    Turn,
    followed_html,
    followed_title,
    languages,
    translate,
)
from glossary import written as instant

blueprint = HouseBlueprint(
    "feeds", __name__, url_prefix="/api/v1/glossaries/<id:glossary>", description=N_("Following changes")
)

ATOM, JSON_FEED = "application/atom+xml", "application/feed+json"
_FILTERS = ("concept", "subject", "language", "sync")
BEGIN = "1970-01-01T00:00:00.000000Z"


class _Told(msgspec.Struct, frozen=True):
    """A page of changes, and to whom it is told."""

    settings: Settings
    page: FollowedPage
    language: str
    section: str | None

    def say(self, message: str, **facts: Any) -> str:
        """A text in the reader's language."""
        return translate(self.language, message, **facts)

    def of(self, by_language: dict[str, str]) -> str:
        """What the glossary says of itself, in the reader's language where it does."""
        return in_language(by_language, self.settings, self.language)


@blueprint.route("/changes.atom")
@blueprint.arguments(FeedQuery, location="query")
@refuses(blueprint, 404)
@blueprint.response(200, {"type": "string"}, content_type=ATOM)
def changes_atom(query: dict[str, Any], glossary: str) -> Response:
    """Follow the changes of a glossary as an Atom feed, newest first, each with what differs and its checkpoint.

    Revisions, editions, settings and removals, in pages (RFC 5005, section 3). `language` keeps to what one language
    says; `sync=behind` to the changes that put a translation behind. Wordings that lie ahead are marked as upcoming.
    """
    return _answered(query, glossary, ATOM, lambda feed, told: atom.written(feed, _page(feed, told)))


@blueprint.route("/changes.json")
@blueprint.arguments(FeedQuery, location="query")
@refuses(blueprint, 404)
@blueprint.response(200, "JsonFeedAnswer", content_type=JSON_FEED)
def changes_json(query: dict[str, Any], glossary: str) -> Response:
    """Follow the changes of a glossary as a JSON Feed, newest first, each with what differs."""
    return _answered(query, glossary, JSON_FEED, lambda feed, _: msgspec.json.encode(feed))


def _answered(
    query: dict[str, Any], glossary: str, kind: str, write: Callable[[f.JsonFeedAnswer, _Told], bytes]
) -> Response:
    told = _told(query, glossaries()[glossary])
    url = next_url(told.page.older)
    response = current_app.response_class(write(_feed(told, url), told), content_type=kind)
    response.headers["Content-Language"] = told.language
    response.vary.add("Accept-Language")
    return finish(response, current(), headers=link_next(url))


def _told(query: dict[str, Any], opened: Glossary) -> _Told:
    section = query.get("language")
    wanted = FollowRequest(**{name: query[name] for name in _FILTERS if name in query})
    page = opened.followed(wanted, read_cursor(query.get("cursor"), Turn), query["limit"])
    language = section if section in languages() else reader_language()
    return _Told(opened.settings(), page, language, None if "sync" in query else section)


def _feed(told: _Told, url: str | None) -> f.JsonFeedAnswer:
    title = told.of(told.settings.title)
    return f.JsonFeedAnswer(
        version=f.VERSION,
        title=told.say(N_("Changes of “{title}”"), title=title),
        home_page_url=_home(told),
        feed_url=address(request.args.items(multi=True)),
        language=told.language,
        authors=[f.FeedAuthorAnswer(name=told.of(told.settings.publisher) or title)],
        description=told.of(told.settings.attribution),
        next_url=url or msgspec.UNSET,
        items=[_item(each, told) for each in told.page.items],
    )


def _item(entry: Followed, told: _Told) -> f.FeedItemAnswer:
    return f.FeedItemAnswer(
        id=_where(entry, told.settings.id),
        url=_read_at(entry, told),
        title=followed_title(entry, told.settings, told.language, told.section),
        content_html=followed_html(entry, told.settings, told.language, told.section),
        date_published=instant(entry.recorded_at),
        date_modified=instant(entry.updated),
        language=told.language,
        tags=[entry.kind, *(["upcoming"] if entry.upcoming else []), *_subjects(entry)],
        mark=f.FeedMarkAnswer(
            about=f"{base_url()}/api/docs#FeedMarkAnswer",
            seq=entry.seq,
            digest=entry.digest,
            kind=entry.kind,
            grade=entry.told.difference.grade if isinstance(entry.told, Comparison) and entry.told.before else None,
            valid_from=_valid_from(entry),
            upcoming=entry.upcoming,
        ),
    )


def _home(told: _Told) -> str:
    return f"{base_url()}/{told.language}/{told.settings.id}/"


def _read_at(entry: Followed, told: _Told) -> str:
    """The page on which a person reads what an entry recorded; of settings and removals, the recent changes."""
    if isinstance(entry.told, Comparison):
        newest = entry.told.newest
        return f"{_home(told)}{newest.concept.id}?revision={newest.number}"
    if isinstance(entry.told, Edition):
        return f"{_home(told)}-/editions/{entry.told.id}"
    return f"{_home(told)}-/changes"


def _where(entry: Followed, glossary: str) -> str:
    """The address of what an entry recorded, for programs; of settings and removals, of its own line of the log."""
    if isinstance(entry.told, Comparison):
        return revision_uri(base_url(), entry.told.newest)
    if isinstance(entry.told, Edition):
        return edition_uri(base_url(), glossary, entry.told.id)
    return f"{base_url()}/api/v1/glossaries/{glossary}/log?after={entry.seq - 1}&until={entry.seq}"


def _valid_from(entry: Followed) -> str | None:
    if isinstance(entry.told, Comparison):
        return entry.told.newest.valid_from
    return entry.told.date if isinstance(entry.told, Edition) else None


def _subjects(entry: Followed) -> tuple[str, ...]:
    return entry.told.newest.concept.subjects if isinstance(entry.told, Comparison) else ()


def _page(feed: f.JsonFeedAnswer, told: _Told) -> atom.Page:
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "cursor"]
    licence = told.settings.licence
    return atom.Page(
        id=address(sorted((name, value) for name, value in kept if name in _FILTERS)),
        links={"first": address(kept), **{rel: url for rel, turn in _turns(told.page) if (url := next_url(turn))}},
        rights=" ".join(filter(None, (licence.name, licence.uri))) if licence else None,
        updated=max((item.date_modified for item in feed.items), default=BEGIN),
        labels={subject.id: told.of(subject.title) for subject in told.settings.subjects}
        | {kind: told.say(label) for kind, label in {**ENTRIES, "upcoming": N_("upcoming")}.items()},
    )


def _turns(page: FollowedPage) -> Iterator[tuple[str, Turn | None]]:
    """The ways to other pages; a feed of one page has none."""
    yield "previous", page.newer
    yield "next", page.older
    if page.newer or page.older:
        yield "last", Turn(0, newer=True)


def in_language(by_language: dict[str, str], settings: Settings, language: str) -> str:
    """What a glossary says of itself, in a language where it does."""
    wanted = (language, settings.source_language, *by_language)
    return next((by_language[each] for each in wanted if each in by_language), "")


def address(query: Any) -> str:
    """The address of this feed with a query."""
    told = urlencode(list(query))
    return f"{base_url()}{request.path}" + (f"?{told}" if told else "")
