"""What a text or a page is found to say: marks with their places in it as it was given, and the page with links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from functools import cache
from html import escape, unescape

import msgspec
import numpy as np

from glossary.annotating.finding import Finder, Found, Meant
from glossary.annotating.lexicon import Numbers
from glossary.annotating.page import page


class Spot(msgspec.Struct, frozen=True, gc=False):
    """A stretch of what was given, in code points and in UTF-16 code units, and what it is a form of.

    `read` is the text as readers have it, without character references.
    """

    start: int
    end: int
    start_utf16: int
    end_utf16: int
    text: str
    read: str
    meant: Meant


def marks_of_text(finder: Finder, text: str, language: str | None, *, first_only: bool) -> list[Spot]:
    """The terms in a plain text."""
    return _spots(text, _chosen(finder.find(text, language), first_only=first_only))


def every_form(finder: Finder, text: str, language: str) -> list[Spot]:
    """The terms of one language in a plain text, also those that are never linked."""
    return _spots(text, finder.find(text, language))


def marks_of_html(finder: Finder, html: str, language: str | None, *, first_only: bool) -> list[Spot]:
    """The terms in HTML, each within one text node, where a link may stand; offsets are into the HTML."""
    read = page(html, language)
    placed = read.placed(finder.find(read.text, language))
    return _spots(html, _chosen(placed, first_only=first_only, marked=read.marked), _without_references)


def with_marks(html: str, spots: Iterable[Spot], address: Callable[[str, str], str]) -> str:
    """The HTML with a link around each mark and otherwise untouched; `address` leads to a concept of a glossary."""
    opening = cache(lambda glossary, concept: _opening(glossary, concept, address(glossary, concept)))
    pieces, at = [], 0
    for spot in spots:
        meant = spot.meant
        pieces.append(f"{html[at : spot.start]}{opening(meant.glossary, meant.concept)}{spot.text}{_CLOSING}")
        at = spot.end
    return "".join([*pieces, html[at:]])


def _opening(glossary: str, concept: str, address: str) -> str:
    term = f'<glossary-term concept="{escape(concept)}" glossary="{escape(glossary)}">'
    return f'{term}<a href="{escape(address)}" rel="glossary">'


_CLOSING = "</a></glossary-term>"


def _without_references(html: str) -> str:
    return unescape(html) if "&" in html else html


def _chosen(found: Found, *, first_only: bool, marked: Set[str] = frozenset()) -> Found:
    """What is marked: nothing that is never linked, and each concept once where its form or the asker says so."""
    linked = found.only([meant.autolink != "never" for meant in found.meant])
    once = {meant.concept for meant in linked.meant if first_only or meant.autolink == "first"}
    return linked.only([*_is_first(linked.meant, once, first_only, marked)]) if once else linked


def _is_first(meant: Iterable[Meant], once: Set[str], first_only: bool, marked: Set[str]) -> Iterator[bool]:
    """For each form whether it may be marked: the first of its concept, or one that may be marked again."""
    seen: set[tuple[str, str]] = set()
    for each in meant:
        if each.concept not in once:
            yield True
            continue
        concept = each.glossary, each.concept
        is_again = concept in seen or each.concept in marked
        seen.add(concept)
        yield not (is_again and (first_only or each.autolink == "first"))


def _spots(text: str, found: Found, read: Callable[[str], str] | None = None) -> list[Spot]:
    starts, ends = found.starts.tolist(), found.ends.tolist()
    texts = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    beyond, utf16 = _beyond(text), (starts, ends)
    if len(beyond):
        utf16 = tuple((each + np.searchsorted(beyond, each)).tolist() for each in (found.starts, found.ends))
    return [*map(Spot, starts, ends, *utf16, texts, map(read, texts) if read else texts, found.meant)]


def _beyond(text: str) -> Numbers:
    """Where the characters beyond the basic plane stand, which take two code units in UTF-16."""
    return np.flatnonzero(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32) > 0xFFFF)
