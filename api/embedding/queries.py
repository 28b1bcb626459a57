"""The parameters of what is embedded."""

from __future__ import annotations

from typing import Any, Literal

from marshmallow import validate

from api.fields import Choice, Count, Identifier, Language, Line, Query, Words
from glossary import N_

Theme = Literal["light", "dark", "auto"]
Size = Literal["compact", "standard", "full"]
Mode = Literal["latest", "notify"]

BOTH = "both"
_LONGEST_URL = 2048


class Shown(Language):
    """A language tag, or `both` for every language of the glossary."""

    def _deserialize(self, value: Any, *rest: Any, **options: Any) -> Any:
        return value if value == BOTH else super()._deserialize(value, *rest, **options)

    def _validate(self, value: Any) -> None:
        if value != BOTH:
            super()._validate(value)


class WordingQuery(Query):
    """Which wording is embedded, and how it looks."""

    language = Shown(load_default=BOTH, metadata={"description": N_("a language tag, or `both`")})
    theme = Choice(Theme, load_default="auto", metadata={"description": N_("`auto` follows the reader's system")})
    size = Choice(Size, load_default="standard", metadata={"description": N_("how much is shown; the rest is named")})
    revision = Count(1, metadata={"description": N_("this wording for ever")})
    edition = Identifier(metadata={"description": N_("the wording of a published edition")})
    mode = Choice(
        Mode, metadata={"description": N_("`latest`, or `notify`: a fixed wording that tells when another holds")}
    )


class FrameQuery(WordingQuery):
    """The same for the document itself, which may also show what held at a moment."""

    as_of = Line(metadata={"description": N_("a date (its end) or an RFC 3339 instant")})


class OembedQuery(Query):
    """What a consumer of oEmbed sends; parameters of other kinds are passed over (oEmbed 1.0, 2.2)."""

    url = Words(
        required=True,
        validate=validate.Length(max=_LONGEST_URL, error=f"too-long?most={_LONGEST_URL}"),
        metadata={"description": N_("the address of a concept: its page, its permanent name, its embed or its JSON")},
    )
    format = Words(load_default="json", metadata={"description": N_("json or xml")})
    maxwidth = Count(1, metadata={"description": N_("in pixels")})
    maxheight = Count(1, metadata={"description": N_("in pixels")})
