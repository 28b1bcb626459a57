"""Pages about one's own account: private, never kept, and telling other sites nothing."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from api.caching import PRIVATE
from api.pages.frame import page
from api.pages.routes import ROOT
from glossary import GlossaryError, InvalidContent, labels, shown_moment, translate

HERE = f"{ROOT}-"
_ZONE = "Asia/Tokyo"
_HEADERS = {
    "Referrer-Policy": "same-origin",  # with less, browsers hide where our own forms come from
    "X-Robots-Tag": "noindex",
}


def private_page(template: str, language: str, *, status: int = 200, **facts: Any) -> Response:
    """A page that only who asks may see; what answers a form has no address of its own."""
    facts |= {"role_names": labels.ROLES, "refused": request.method == "POST"}
    facts["moment"] = lambda moment: shown_moment(moment.astimezone(UTC).isoformat(), _ZONE, language)
    return page(template, status=status, cache=PRIVATE, headers=_HEADERS, **facts)


def told(error: GlossaryError, language: str) -> str:
    """What an error says to people, with everything that was found wrong."""
    if isinstance(error, InvalidContent):
        return " ".join(fault.told(language) for fault in error.faults)
    return translate(language, error.detail).format(**error.facts)


def to_sign_in(language: str) -> AnyResponse:
    """Where one signs in, and comes back from."""
    back = request.full_path.rstrip("?") if request.method in ("GET", "HEAD") else None
    return redirect(url_for("signing_in.sign_in", language=language, next=back), 303)
