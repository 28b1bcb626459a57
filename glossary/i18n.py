"""Texts in the reader's language, from the catalogues in `translations/` (only `.po`; nothing to compile)."""

from __future__ import annotations

import gettext
import io
from collections.abc import Iterable
from functools import cache
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from glossary.resources import shipped

DEFAULT_LANGUAGE = "ja"


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate this later"
    """Mark a text for the catalogues without translating it now."""
    return message


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a catalogue, Japanese first."""
    found = sorted(path.parent.parent.name for path in shipped("translations").glob("*/LC_MESSAGES/messages.po"))
    return tuple(sorted(found, key=lambda language: language != DEFAULT_LANGUAGE))


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of a language; English texts stand for what it lacks."""
    path = shipped("translations") / language / "LC_MESSAGES" / "messages.po"
    if not path.is_file():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as stream:
        write_mo(compiled, read_po(stream))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def translate(language: str, message: str, **facts: Any) -> str:
    """A text in a language, its placeholders filled."""
    text = catalogue(language).gettext(message)
    return text.format(**facts) if facts else text


def nearest_language(wanted: list[str]) -> str:
    """The best of our languages for what a reader prefers, most wanted first (RFC 4647, 3.4); Japanese when none is."""
    ours = {language.lower(): language for language in languages()}
    for tag in wanted:
        parts = tag.lower().replace("_", "-").split("-")
        for length in range(len(parts), 0, -1):
            if found := ours.get("-".join(parts[:length])):
                return found
    return DEFAULT_LANGUAGE


def listed(language: str, items: Iterable[str]) -> str:
    """Some things one after the other."""
    return ("、" if language == "ja" else ", ").join(items)
