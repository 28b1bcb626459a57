"""Problems told to people who read pages: the same facts and the same status, in the frame of a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, request

from api.caching import PRIVATE
from api.house import glossaries
from api.pages.frame import page
from api.pages.neighbours import successor
from glossary import GlossaryError, Revision, Settings

_HTML, _JSON = "text/html", "application/json"


def wants_page() -> bool:
    """Whether who asks reads pages; programs, and what accepts just anything, get problem documents."""
    kinds = request.accept_mimetypes
    return bool(
        not request.path.startswith("/api/v1/")
        and kinds.best_match([_JSON, "application/problem+json", _HTML]) == _HTML
        and any(kind == _HTML for kind, _quality in kinds)
    )


def refused(problem: Mapping[str, Any], headers: Mapping[str, str]) -> Response:
    """A page that says what is wrong, and where to go on."""
    status = int(problem["status"])
    return page(
        "refused.html",
        _settings() if status < 500 else None,
        status=status,
        cache=PRIVATE,
        headers=headers,
        refused=True,
        title=problem["title"],
        detail=problem["detail"],
        wrong=problem.get("errors", []),
        tombstone=problem.get("tombstone"),
        successor=_successor(problem.get("tombstone") or {}),
        kind=problem["type"],
        code=problem["type"].rpartition("/")[2],
        number=status,
    )


def _successor(tombstone: Mapping[str, Any]) -> Revision | None:
    """What replaces a retired concept, where that is in force."""
    where, concept = tombstone.get("glossary"), tombstone.get("replaced_by")
    return successor(glossaries()[where], concept) if where else None


def _settings() -> Settings | None:
    """The glossary that the address is about, where there is one."""
    try:
        return glossaries()[(request.view_args or {})["glossary"]].settings()
    except (KeyError, GlossaryError):
        return None
