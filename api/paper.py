"""Pages about one's own account: private, never kept, and telling other sites nothing."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from flask import Response, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from api import sessions
from api.caching import PRIVATE, finish
from api.house import base_url
from glossary import Fault, GlossaryError, InvalidContent, labels, translate

_ZONE = "Asia/Tokyo"
LANGUAGE = "/<any(ja, en):language>/-"


def private_page(template: str, language: str, *, status: int = 200, **facts: Any) -> Response:
    """A page that only who asks may see."""

    def say(message: str, **placeholders: Any) -> str:
        return translate(language, message).format(**placeholders) if placeholders else translate(language, message)

    html = render_template(
        template,
        _=say,
        language=language,
        base=base_url(),
        csrf_token=sessions.token(),
        role_names=labels.ROLES,
        moment=lambda moment: format_datetime(moment, "short", ZoneInfo(_ZONE), locale=language),
        **facts,
    )
    response = finish(current_app.response_class(html, status=status, mimetype="text/html"), PRIVATE)
    response.headers["Content-Language"] = language
    response.headers["Referrer-Policy"] = "same-origin"  # without it browsers hide where our own forms come from
    return response


def told(error: GlossaryError, language: str) -> str:
    """What an error says to people, with everything that was found wrong."""
    if isinstance(error, InvalidContent):
        return " ".join(_fault(fault, language) for fault in error.faults)
    return translate(language, error.detail).format(**error.facts)


def to_sign_in(language: str) -> AnyResponse:
    """Where one signs in, and comes back from."""
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("signing_in.sign_in", language=language, next=back), 303)


def _fault(fault: Fault, language: str) -> str:
    return translate(language, fault.sentence).format(**fault.facts)
