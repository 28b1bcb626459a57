"""The text of an HTML document or fragment as its readers see it, with where each character stands in the HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import unescape
from typing import NamedTuple

import numpy as np

from glossary.annotating.elements import Elements, breaks
from glossary.annotating.finding import Found
from glossary.annotating.folding import BREAK, Places
from glossary.annotating.tokens import Token, tokens

_REFERENCE = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[A-Za-z][A-Za-z0-9]*;?)")
_SHUT = -1
_meant = lru_cache(1024)(unescape)
"""What a character reference stands for: a page has the same few again and again."""


class Page(NamedTuple):
    """The text, by its characters: `starts` and `ends` say where in the HTML, `nodes` in which text node.

    Words of negative nodes may not be marked. `marked` names the concepts of marks that are there already.
    """

    text: str
    starts: Places
    ends: Places
    nodes: Places
    marked: frozenset[str]

    def placed(self, found: Found) -> Found:
        """What was found in the text, where it stands in the HTML: what is whole within one text node, and open."""
        first, after = found.starts, found.ends
        is_cut = np.zeros(len(self.starts) + 1, np.bool_)
        is_cut[1:-1] = self.starts[1:] == self.starts[:-1]
        is_open = (self.nodes[first] != _SHUT) & (self.nodes[first] == self.nodes[after - 1])
        is_open &= ~is_cut[first] & ~is_cut[after]
        return Found(self.starts[first], self.ends[after - 1], found.meant).only(is_open.tolist())


class _Piece(NamedTuple):
    text: str
    start: int
    end: int
    node: int


def page(html: str, language: str | None = None) -> Page:
    """Read HTML; parts that say they are in another language than the one asked for are not open to marks."""
    marked: set[str] = set()
    pieces = list(_pieces(html, language, marked))
    starts, ends, nodes = _columns(pieces)
    return Page("".join(each.text for each in pieces), starts, ends, nodes, frozenset(marked))


def _columns(pieces: Sequence[_Piece]) -> tuple[Places, Places, Places]:
    """For each character of the pieces where it starts and ends, and its node.

    A piece as long as its text stands for itself; in the others every character stands for the whole.
    """
    sizes = np.array([len(each.text) for each in pieces], np.int32)
    columns = [[each.start for each in pieces], [each.end for each in pieces], [each.node for each in pieces]]
    start, end, node = (np.repeat(np.array(column, np.int32), sizes) for column in columns)
    within = np.arange(len(start), dtype=np.int32) - np.repeat(np.cumsum(sizes, dtype=np.int32) - sizes, sizes)
    is_itself = end - start == np.repeat(sizes, sizes)
    starts = np.where(is_itself, start + within, start)
    return starts, np.where(is_itself, starts + 1, end), node


def _pieces(html: str, language: str | None, marked: set[str]) -> Iterator[_Piece]:
    elements, node = Elements(language), 0
    for token in tokens(html):
        if token.name:
            node += 1
            yield from _parted(token, elements)
            _note(token, marked)
        elif not elements.is_silent:
            yield from _read(html, token, node if elements.is_open else _SHUT)


def _parted(token: Token, elements: Elements) -> Iterator[_Piece]:
    if token.name != "!":
        elements.follow(token)
        if breaks(token.name.removeprefix("/")):
            yield _Piece(BREAK, token.start, token.end, _SHUT)


def _note(token: Token, marked: set[str]) -> None:
    if token.name == "glossary-term" and "concept" in token.attributes:
        marked.add(token.attributes["concept"])


def _read(html: str, token: Token, node: int) -> Iterator[_Piece]:
    """A text with its character references, each as one piece, in place of which stands what it means."""
    at = token.start
    for found in _REFERENCE.finditer(html, token.start, token.end):
        meant = _meant(found.group())
        if meant != found.group():
            yield _Piece(html[at : found.start()], at, found.start(), node)
            yield _Piece(meant, found.start(), found.end(), node)
            at = found.end()
    yield _Piece(html[at : token.end], at, token.end, node)
