"""What oEmbed answers: its members are those of oEmbed 1.0, and those without a value are left out."""

from __future__ import annotations

from typing import Literal

import msgspec

from api.answers import Answer


class OembedAnswer(Answer, frozen=True, kw_only=True, omit_defaults=True):
    """A concept to be shown elsewhere: `rich` with an iframe, `link` where there is too little room for one."""

    version: Literal["1.0"]
    type: Literal["rich", "link"]
    title: str
    author_name: str
    author_url: str
    provider_name: str
    provider_url: str
    cache_age: int
    html: str | msgspec.UnsetType = msgspec.UNSET
    width: int | msgspec.UnsetType = msgspec.UNSET
    height: int | msgspec.UnsetType = msgspec.UNSET
