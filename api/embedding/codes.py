"""What a site's author writes to show a concept: the address of the document, and the iframe around it."""

from __future__ import annotations

from urllib.parse import urlencode

import msgspec
from markupsafe import Markup

from api.embedding.queries import BOTH, Mode, Size, Theme

SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
_IFRAME = Markup(
    '<iframe src="{src}" width="{width}" height="{height}" title="{title}" sandbox="{sandbox}" loading="lazy" '
    'referrerpolicy="{referrer}" frameborder="0"></iframe>'
)


class Look(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How an embed looks and which wording it shows."""

    language: str = BOTH
    theme: Theme = "auto"
    size: Size = "standard"
    revision: int | None = None
    edition: str | None = None
    mode: Mode | None = None


def frame_address(base: str, glossary: str, concept: str, look: Look) -> str:
    """The address of the document for an iframe; what is as usual is left out."""
    query = urlencode(msgspec.to_builtins(look))
    return f"{base}/embed/{glossary}/{concept}" + (f"?{query}" if query else "")


def iframe(src: str, title: str, width: int, height: int, *, named: bool = True) -> Markup:
    """An iframe that can run nothing but our script; `named` tells us the host's name, never the page's address."""
    referrer = "strict-origin" if named else "no-referrer"
    return _IFRAME.format(src=src, width=width, height=height, title=title, sandbox=SANDBOX, referrer=referrer)
