"""Public pages that are kept as they were made, until something is recorded: most readers ask for the same few."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import NamedTuple

from flask import Response, current_app, g, request

from api.caching import current, finish
from api.house import base_url, glossaries
from glossary import micros

_MOST = 512
_LARGEST = 256 * 1024
_SECONDS = 60  # as caches may keep them: what no record tells of (a name that was forgotten) shows by then
_NOT_KEPT = frozenset({"pages.search", "pages.search_all", "pages.entrance"})


class Kept(NamedTuple):
    """A page as it was made: when, out of which record, its text and its headers."""

    made: int
    latest: Hashable
    html: bytes
    headers: list[tuple[str, str]]


class Pages:
    """The pages that one process keeps, those asked for last."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()

    def find(self, key: Hashable, latest: Hashable, now: int) -> Kept | None:
        """A page that is still what would be made."""
        with self._lock:
            found = self._kept.get(key)
            if found is None or found.latest != latest or now - found.made > _SECONDS * 1_000_000:
                return None
            self._kept.move_to_end(key)
            return found

    def keep(self, key: Hashable, made: Kept) -> None:
        """Keep a page, and let go of the one that nobody has asked for longest."""
        with self._lock:
            self._kept[key] = made
            self._kept.move_to_end(key)
            if len(self._kept) > _MOST:
                self._kept.popitem(last=False)


def kept() -> Response | None:
    """The page that is asked for, where it is kept; otherwise it is made, out of what is recorded by now."""
    if not _may_be_kept():
        return None
    g.latest, g.now = glossaries().latest(), micros(glossaries().now())
    found = _pages().find(_key(), g.latest, g.now)
    if found is None:
        return None
    g.pop("latest")
    return finish(current_app.response_class(found.html, headers=found.headers), current())


def keep(response: Response) -> Response:
    """Keep a page that was made for everybody."""
    wanted = "latest" in g and response.status_code == 200 and "public" in response.headers.get("Cache-Control", "")
    if wanted and request.method == "GET" and len(html := response.get_data()) <= _LARGEST:
        headers = [each for each in response.headers.to_wsgi_list() if each[0] not in ("ETag", "Content-Length")]
        _pages().keep(_key(), Kept(g.now, g.latest, html, headers))
    return response


def _may_be_kept() -> bool:
    return request.method in ("GET", "HEAD") and request.endpoint not in _NOT_KEPT and not request.query_string[2048:]


def _key() -> Hashable:
    return base_url(), request.full_path


def _pages() -> Pages:
    found: Pages = current_app.extensions.setdefault("pages", Pages())
    return found
