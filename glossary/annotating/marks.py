"""What a text or a page is found to say: marks with their places in it as it was given, and the page with links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape, unescape
from typing import NamedTuple

import numpy as np

from glossary.annotating.finding import Finder, Found, Meant
from glossary.annotating.page import Page, page


class Spot(NamedTuple):
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
    return list(_spots(text, _chosen(finder.find(text, language), first_only=first_only)))


def every_form(finder: Finder, text: str, language: str) -> list[Spot]:
    """The terms of one language in a plain text, also those that are never linked."""
    return list(_spots(text, finder.find(text, language)))


def marks_of_html(finder: Finder, html: str, language: str | None, *, first_only: bool) -> list[Spot]:
    """The terms in HTML, each within one text node, where a link may stand; offsets are into the HTML."""
    read = page(html, language)
    placed = _placed(read, finder.find(read.text, language))
    return list(_spots(html, _chosen(placed, first_only=first_only, marked=read.marked), unescape))


def with_marks(html: str, spots: Iterable[Spot], address: Callable[[str, str], str]) -> str:
    """The HTML with a link around each mark and otherwise untouched; `address` leads to a concept of a glossary."""
    pieces, at = [], 0
    for spot in spots:
        pieces += [html[at : spot.start], _linked(spot, address(spot.meant.glossary, spot.meant.concept))]
        at = spot.end
    return "".join([*pieces, html[at:]])


def _linked(spot: Spot, address: str) -> str:
    concept, glossary = escape(spot.meant.concept), escape(spot.meant.glossary)
    link = f'<a href="{escape(address)}" rel="glossary">{spot.text}</a>'
    return f'<glossary-term concept="{concept}" glossary="{glossary}">{link}</glossary-term>'


def _placed(read: Page, found: Iterable[Found]) -> Iterator[Found]:
    every = list(found)
    spots = read.spots([each.start for each in every], [each.end for each in every])
    for each, spot in zip(every, spots, strict=True):
        if spot:
            yield Found(*spot, each.meant)


def _chosen(found: Iterable[Found], *, first_only: bool, marked: Iterable[str] = ()) -> Iterator[Found]:
    """What is marked: nothing that is never linked, and each concept once where its form or the asker says so."""
    seen: set[tuple[str, str]] = set()
    known = frozenset(marked)
    for each in found:
        concept = each.meant.glossary, each.meant.concept
        is_again = concept in seen or each.meant.concept in known
        if each.meant.autolink != "never" and not (is_again and (first_only or each.meant.autolink == "first")):
            seen.add(concept)
            yield each


def _spots(text: str, found: Iterable[Found], read: Callable[[str], str] = str) -> Iterator[Spot]:
    every = list(found)
    starts, ends = _utf16(text, [each.start for each in every]), _utf16(text, [each.end for each in every])
    for each, start, end in zip(every, starts, ends, strict=True):
        there = text[each.start : each.end]
        yield Spot(each.start, each.end, start, end, there, read(there), each.meant)


def _utf16(text: str, places: Sequence[int]) -> list[int]:
    """Places counted in UTF-16 code units, of which a character beyond the basic plane takes two."""
    if text.isascii():
        return list(places)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    beyond = np.flatnonzero(codes > 0xFFFF)
    at = np.array(places, np.int64)
    return [int(each) for each in at + np.searchsorted(beyond, at)]
