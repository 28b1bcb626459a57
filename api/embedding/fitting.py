"""How large an iframe begins: wide enough to read, high enough for the whole entry as far as can be told from here."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import NamedTuple
from unicodedata import east_asian_width

from api.embedding.queries import Size
from api.embedding.showing import Shown
from glossary import LanguageSection, Note, Revision, Settings

WIDTH = 600
_LEAST_WIDTH, _LEAST_HEIGHT = 160, 80
_MOST_HEIGHT = 2000
_SIDES, _ENDS, _GAP, _FRAME = 32, 24, 8, 44
_LARGE, _TEXT, _SMALL = (20.0, 30.0), (16.0, 28.0), (14.0, 24.5)
_LATIN = 0.58


class _Block(NamedTuple):
    """A paragraph, and the size of its characters and lines in pixels."""

    text: str
    font: tuple[float, float]


def fitted(
    revision: Revision, settings: Settings, shown: Shown, size: Size, most: tuple[int | None, int | None]
) -> tuple[int, int] | None:
    """Width and height within the most that a site allows; None where that is too little to read anything."""
    width = min(WIDTH, most[0] or WIDTH)
    height = min(_height(_blocks(revision, settings, shown, size), width), most[1] or _MOST_HEIGHT)
    return (width, height) if width >= _LEAST_WIDTH and height >= _LEAST_HEIGHT else None


def _height(blocks: Iterator[_Block], width: int) -> int:
    inner = max(width - _SIDES, 1)
    needed = sum(_lines(block, inner) * block.font[1] + _GAP for block in blocks)
    return min(ceil(needed) + _ENDS + _FRAME, _MOST_HEIGHT)


def _lines(block: _Block, inner: int) -> int:
    return sum(max(1, ceil(_width(line) * block.font[0] / inner)) for line in block.text.splitlines() or [""])


def _width(line: str) -> float:
    """The width of a line in the height of its characters."""
    return sum(1.0 if east_asian_width(each) in "WFA" else _LATIN for each in line)


def _blocks(revision: Revision, settings: Settings, shown: Shown, size: Size) -> Iterator[_Block]:
    for language in shown.languages:
        yield from _section(revision.concept.languages[language], size)
        yield _Block(settings.attribution.get(language, ""), _SMALL)
    if shown.left_out:
        yield _Block("x" * 60, _SMALL)
    if size == "full":
        yield from (_Block(each.target, _TEXT) for each in revision.concept.relations)
        yield from (_Block(each.uri, _TEXT) for each in revision.concept.matches)
    yield _Block("x" * 60, _SMALL)


def _section(section: LanguageSection, size: Size) -> Iterator[_Block]:
    yield _Block("　".join((section.preferred.text, *section.preferred.readings)), _LARGE)
    yield from (_Block("", _SMALL),) if section.text_status != "original" else ()
    yield _Block(section.definition.text if section.definition else "", _TEXT)
    if size == "compact":
        return
    if section.definition and section.definition.source:
        source = section.definition.source
        yield _Block(" ".join(filter(None, ("xxxxxx", source.citation, source.locator, source.uri))), _SMALL)
    for term in section.terms:
        if term is section.preferred and not (size == "full" and term.contexts):
            continue
        yield _Block("　".join((term.text, *term.readings, "xxxxxxxxxx")), _TEXT)
        yield from (_Block(each.text * 2, _TEXT) for each in term.contexts if size == "full")
    yield from (_note(each, size) for each in section.notes)
    yield from (_Block(each.text, _TEXT) for each in section.examples if size == "full")


def _note(note: Note, size: Size) -> _Block:
    source = note.source.citation + (note.source.locator or "") if note.source and size == "full" else ""
    return _Block(f"{'x' * 16}{note.text}" + (f"\n{source}\n" if source else ""), _TEXT)
