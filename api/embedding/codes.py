"""What a site's author writes to show a concept: the address of the document, and the iframe around it."""

from __future__ import annotations

from urllib.parse import urlencode

import msgspec
from markupsafe import Markup
from msgspec.structs import asdict

from api.embedding.queries import BOTH, Mode, Size, Theme

SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
_IFRAME = Markup(
    '<iframe src="{src}" width="{width}" height="{height}" title="{title}" sandbox="{sandbox}" loading="lazy" '
    'referrerpolicy="{referrer}" frameborder="0"></iframe>'
)
_LOADER = Markup(
    '<script src="{src}"{integrity} crossorigin referrerpolicy="no-referrer" defer data-glossary="{glossary}"></script>'
)
_INTEGRITY = Markup(' integrity="{hash}"')
_LINK = Markup('<a href="{uri}" rel="glossary">{term}</a>')
_ELEMENT = Markup('<glossary-term concept="{concept}">{link}</glossary-term>')
_PASSAGE = Markup('<div data-glossary-auto lang="{language}">\n<p>{text}</p>\n</div>')


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """How an embed looks and which wording it shows."""

    language: str = BOTH
    theme: Theme = "auto"
    size: Size = "standard"
    revision: int | None = None
    edition: str | None = None
    mode: Mode | None = None


def frame_address(base: str, glossary: str, concept: str, look: Look) -> str:
    """The address of the document for an iframe; what is as usual is left out."""
    usual, wanted = asdict(Look()), asdict(look)
    query = urlencode({name: value for name, value in wanted.items() if value != usual[name]})
    return f"{base}/embed/{glossary}/{concept}" + (f"?{query}" if query else "")


def iframe(src: str, title: str, width: int, height: int, *, named: bool = True) -> Markup:
    """An iframe that can run nothing but our script; `named` tells us the host's name, never the page's address."""
    referrer = "strict-origin" if named else "no-referrer"
    return _IFRAME.format(src=src, width=width, height=height, title=title, sandbox=SANDBOX, referrer=referrer)


def loader(src: str, glossary: str, integrity: str | None = None) -> Markup:
    """What loads the script; with a hash only where the address never answers anything else."""
    told = _INTEGRITY.format(hash=integrity) if integrity else ""
    return _LOADER.format(src=src, integrity=told, glossary=glossary)


def element(concept: str, uri: str, term: str) -> Markup:
    """A term marked for the script: a plain link where there is none."""
    return _ELEMENT.format(concept=concept, link=link(uri, term))


def link(uri: str, term: str) -> Markup:
    """A term that leads to its definition."""
    return _LINK.format(uri=uri, term=term)


def passage(language: str, text: str) -> Markup:
    """A text in which the script looks for terms."""
    return _PASSAGE.format(language=language, text=text)
