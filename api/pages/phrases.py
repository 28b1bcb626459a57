"""Japanese headings broken between phrases (文節), in every browser alike."""

from __future__ import annotations

from functools import lru_cache

import budoux
from markupsafe import Markup, escape

_PARSER = budoux.load_default_japanese_parser()
_LONGEST = 120


def phrased(text: str, language: str = "ja") -> Markup:
    """A heading or a term as HTML that may break between phrases and, where a phrase is too long, anywhere."""
    if language != "ja" or len(text) > _LONGEST:
        return Markup("{}").format(text)
    return Markup('<span class="phrases">{}</span>').format(_broken(text))


@lru_cache(maxsize=8192)
def _broken(text: str) -> Markup:
    return Markup("<wbr>").join(escape(piece) for piece in _PARSER.parse(text))
