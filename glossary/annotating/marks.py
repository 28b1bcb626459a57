"""What a text or a page is found to say: marks with their places in it as it was given, and the page with links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import cache
from html import escape, unescape

import msgspec
import numpy as np

from glossary.annotating.finding import Finder, Found, Meant
from glossary.annotating.page import Page, page


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
    placed = _placed(read, finder.find(read.text, language))
    return _spots(html, _chosen(placed, first_only=first_only, marked=read.marked), _without_references)


def with_marks(html: str, spots: Iterable[Spot], address: Callable[[str, str], str]) -> str:
    """The HTML with a link around each mark and otherwise untouched; `address` leads to a concept of a glossary."""
    opening = cache(lambda glossary, concept: _opening(glossary, concept, address(glossary, concept)))
    pieces, at = [], 0
    for spot in spots:
        pieces += [html[at : spot.start], opening(spot.meant.glossary, spot.meant.concept), spot.text, _CLOSING]
        at = spot.end
    return "".join([*pieces, html[at:]])


def _opening(glossary: str, concept: str, address: str) -> str:
    term = f'<glossary-term concept="{escape(concept)}" glossary="{escape(glossary)}">'
    return f'{term}<a href="{escape(address)}" rel="glossary">'


_CLOSING = "</a></glossary-term>"


def _without_references(html: str) -> str:
    return unescape(html) if "&" in html else html


def _placed(read: Page, found: Sequence[Found]) -> list[Found]:
    spots = read.spots([start for start, _, _ in found], [end for _, end, _ in found])
    return [(*spot, meant) for (_, _, meant), spot in zip(found, spots, strict=True) if spot]


def _chosen(found: Sequence[Found], *, first_only: bool, marked: Set[str] = frozenset()) -> list[Found]:
    """What is marked: nothing that is never linked, and each concept once where its form or the asker says so."""
    linked = [each for each in found if each[2].autolink != "never"]
    once = {meant.concept for _, _, meant in linked if first_only or meant.autolink == "first"}
    return [*_once(linked, once, first_only, marked)] if once else linked


def _once(found: Sequence[Found], once: Set[str], first_only: bool, marked: Set[str]) -> Iterator[Found]:
    seen: set[tuple[str, str]] = set()
    for each in found:
        meant = each[2]
        if meant.concept in once:
            concept = meant.glossary, meant.concept
            is_again = concept in seen or meant.concept in marked
            seen.add(concept)
            if is_again and (first_only or meant.autolink == "first"):
                continue
        yield each


def _spots(text: str, found: Sequence[Found], read: Callable[[str], str] | None = None) -> list[Spot]:
    starts, ends = _utf16(text, [start for start, _, _ in found]), _utf16(text, [end for _, end, _ in found])
    spots = []
    for (start, end, meant), start_utf16, end_utf16 in zip(found, starts, ends, strict=True):
        there = text[start:end]
        spots.append(Spot(start, end, start_utf16, end_utf16, there, read(there) if read else there, meant))
    return spots


def _utf16(text: str, places: list[int]) -> list[int]:
    """Places counted in UTF-16 code units, of which a character beyond the basic plane takes two."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    beyond = np.flatnonzero(codes > 0xFFFF)
    if not len(beyond):
        return places
    at = np.array(places, np.int64)
    told: list[int] = (at + np.searchsorted(beyond, at)).tolist()
    return told
