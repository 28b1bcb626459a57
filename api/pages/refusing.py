"""Problems told to people who read pages: the same facts and the same status, in the frame of a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, request

from api.caching import PRIVATE
from api.house import glossaries
from api.languages import reader_language
from api.pages.frame import page
from api.pages.neighbours import standing
from api.pages.reading import Reading
from glossary import GlossaryError, Revision, Settings, errors

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
        detail=retirement(problem["tombstone"], reader_language()) if _is_retirement(problem) else problem["detail"],
        wrong=problem.get("errors", []),
        tombstone=problem.get("tombstone"),
        successor=_successor(problem.get("tombstone") or {}),
        kind=problem["type"],
        code=problem["type"].rpartition("/")[2],
        number=status,
    )


def retirement(tombstone: Mapping[str, Any], language: str) -> str:
    """That a concept was retired, by its term and with the day as the reader writes it."""
    opened = glossaries()[tombstone["glossary"]]
    reading, found = Reading(language, opened.settings()), standing(opened, tombstone["concept"])
    term = reading.plainly(found) if found else tombstone["concept"]
    return reading.say(errors.Retired.detail, concept=term, valid_from=reading.day(tombstone["valid_from"]))


def _is_retirement(problem: Mapping[str, Any]) -> bool:
    return bool(problem["type"].endswith(f"/{errors.Retired.code}"))


def _successor(tombstone: Mapping[str, Any]) -> Revision | None:
    """What replaces a retired concept, where that is in force."""
    where, concept = tombstone.get("glossary"), tombstone.get("replaced_by")
    return standing(glossaries()[where], concept) if where else None


def _settings() -> Settings | None:
    """The glossary that the address is about, where there is one."""
    try:
        return glossaries()[(request.view_args or {})["glossary"]].settings()
    except (KeyError, GlossaryError):
        return None
