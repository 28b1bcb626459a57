"""What a change says it is based on: `If-Match` and `If-None-Match` (RFC 9110, 13)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import request

from api.problems import PreconditionNeeded

_REVISION = re.compile(r'"([1-9][0-9]{0,8})(?:-redacted-[1-9])?"', re.ASCII)
_NEVER = -1


def expected_revision(view: Callable[..., Any]) -> Callable[..., Any]:
    """Give a view the revision number that the change is based on, None for something new. Raises 428."""

    @wraps(view)
    def checked(*args: Any, **kwargs: Any) -> Any:
        return view(*args, expected=_required(), **kwargs)

    return checked


def optional_revision() -> int | None:
    """The revision number in `If-Match`, where one was sent."""
    return _matching() if "If-Match" in request.headers else None


def _required() -> int | None:
    if "If-Match" in request.headers:
        return _matching()
    if request.headers.get("If-None-Match", "").strip() == "*":
        return None
    raise PreconditionNeeded


def _matching() -> int:
    """The one revision that the entity tags name; tags of other forms, weak ones and lists match nothing."""
    found = _REVISION.fullmatch(request.headers["If-Match"].strip())
    return int(found.group(1)) if found else _NEVER
