"""Which language the reader wants to be spoken to in (RFC 9110, 12.5.4); Japanese when they say nothing."""

from __future__ import annotations

from babel import Locale, UnknownLocaleError
from flask import request

from glossary import DEFAULT_LANGUAGE, languages, nearest_language


def reader_language() -> str:
    """The language of the page's address, else the best of our languages for the request's `Accept-Language`."""
    return language_of_address() or preferred_language()


def language_of_address() -> str | None:
    """The language that an address begins with, where it begins with one of ours."""
    first = request.path.split("/", 2)[1]
    return first if first in languages() else None


def preferred_language() -> str:
    """The best of our languages for the request's `Accept-Language`."""
    wanted = [tag for tag, quality in request.accept_languages if quality > 0 and tag != "*"]
    return nearest_language(wanted) if wanted else DEFAULT_LANGUAGE


def tongue_name(tag: str) -> str:
    """What a language calls itself."""
    try:
        return (Locale.parse(tag, sep="-").get_display_name(tag) or tag).capitalize()
    except (UnknownLocaleError, ValueError):
        return tag
