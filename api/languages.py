"""Which language the reader wants to be spoken to in (RFC 9110, 12.5.4); Japanese when they say nothing."""

from __future__ import annotations

from flask import request

from glossary import DEFAULT_LANGUAGE, nearest_language


def reader_language() -> str:
    """The best of our languages for the request's `Accept-Language`."""
    wanted = [tag for tag, quality in request.accept_languages if quality > 0 and tag != "*"]
    return nearest_language(wanted) if wanted else DEFAULT_LANGUAGE
