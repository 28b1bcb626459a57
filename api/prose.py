"""The bodies of what is asked about running texts."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from marshmallow import ValidationError

from api.fields import Identifier, Language, Line, Part, Strict, Truth, Words
from glossary import N_

_WHEN = {"description": N_("a date (its end) or an RFC 3339 instant")}
_FIRST_ONLY = {"description": N_("mark each concept at its first place only")}


def _whole(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        character = f"U+{ord(text[error.start]):04X}"
        raise ValidationError(f"invalid-text?character={quote(character)}") from error


class Prose(Words):
    """A text of any length, with whatever characters; only halves of surrogate pairs are none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validate=_whole, **options)


class OtherState(Strict):
    """Which glossary is asked, and in which state; all of them, and as they are now, without these."""

    glossary = Identifier(allow_none=True)
    as_of = Line(allow_none=True, metadata=_WHEN)
    edition = Identifier(allow_none=True)


class AnnotationBody(OtherState):
    """A text or HTML, one of them, in which terms are to be found; of one language where it is given."""

    text = Prose(allow_none=True)
    html = Prose(allow_none=True)
    language = Language(allow_none=True)
    first_only = Truth(metadata=_FIRST_ONLY)


class PassageBody(Strict):
    """A text in a language."""

    language = Language(required=True)
    text = Prose(required=True)


class ChecksBody(OtherState):
    """A text and its translation."""

    source = Part(PassageBody, required=True)
    target = Part(PassageBody, required=True)
