"""A concept and its neighbours as a drawing: broader on the left, narrower on the right, the others around."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from unicodedata import east_asian_width

from flask import url_for

from api.pages.neighbours import GROUPS, Neighbour
from api.pages.reading import Reading
from glossary import Revision

_WIDTH, _COLUMNS = 760, (130, 380, 630)
_LINE, _PADDING, _GAP, _HEADING = 18, 18, 12, 30
_ENOUGH, _MOST = 3, 24
_WIDE, _NARROW, _PER_LINE = 13.0, 7.4, 190.0


class Node(NamedTuple):
    """A box with a term in it, on so many lines; `x` and `y` are its middle."""

    x: float
    y: float
    width: float
    height: float
    lines: Sequence[tuple[float, str]]
    href: str
    language: str


class Heading(NamedTuple):
    """What the boxes below it are called."""

    x: float
    y: float
    text: str


class Edge(NamedTuple):
    """A line from the concept to a neighbour."""

    path: str
    group: str


class Graph(NamedTuple):
    """The drawing of a concept and its neighbours."""

    width: float
    height: float
    own: Node
    nodes: Sequence[Node]
    headings: Sequence[Heading]
    edges: Sequence[Edge]


Group = tuple[str, Sequence[Neighbour]]


def graph(reading: Reading, revision: Revision, around: Mapping[str, Sequence[Neighbour]]) -> Graph | None:
    """The drawing; None where there is too little to look at, or too much to see."""
    if not _ENOUGH <= sum(map(len, around.values())) <= _MOST:
        return None
    sides = [list(_column(reading, side, x)) for side, x in zip(_sides(around), _COLUMNS[::2], strict=True)]
    height = max(_foot(side) for side in sides)
    own = _node(reading, revision, _COLUMNS[1], height / 2)
    placed = [each for side in sides for each in _centred(side, height)]
    return Graph(
        _WIDTH,
        height,
        own,
        [part for part, _ in placed if isinstance(part, Node)],
        [part for part, _ in placed if isinstance(part, Heading)],
        [_edge(own, part, group) for part, group in placed if isinstance(part, Node)],
    )


def _sides(around: Mapping[str, Sequence[Neighbour]]) -> tuple[list[Group], list[Group]]:
    """The broader on the left, the narrower on the right, and the others where there is more room."""
    left = [(name, around[name]) for name in ("broader",) if name in around]
    right = [(name, around[name]) for name in ("narrower",) if name in around]
    for name in ("related", "contrast"):
        if name in around:
            (left if _weight(left) <= _weight(right) else right).append((name, around[name]))
    return left, right


def _weight(side: Sequence[Group]) -> int:
    return sum(len(members) for _, members in side)


def _column(reading: Reading, side: Sequence[Group], x: float) -> Iterator[tuple[Node | Heading, str]]:
    """The parts of a side from above, each with its group."""
    y = 0.0
    for group, members in side:
        yield Heading(x, y + _HEADING / 2, reading.say(GROUPS[group])), group
        y += _HEADING
        for each in members:
            node = _node(reading, each.revision, x, y)
            yield node._replace(y=y + node.height / 2, lines=_moved(node.lines, node.height / 2)), group
            y += node.height + _GAP


def _centred(side: Sequence[tuple[Node | Heading, str]], height: float) -> Iterator[tuple[Node | Heading, str]]:
    down = (height - _foot(side)) / 2
    for part, group in side:
        if isinstance(part, Node):
            yield part._replace(y=part.y + down, lines=_moved(part.lines, down)), group
        else:
            yield part._replace(y=part.y + down), group


def _foot(side: Sequence[tuple[Node | Heading, str]]) -> float:
    return max((part.y + part.height / 2 + _GAP for part, _ in side if isinstance(part, Node)), default=80.0)


def _node(reading: Reading, revision: Revision, x: float, y: float) -> Node:
    tag, name = reading.called(revision)
    lines = _lines(name)
    first = y - (len(lines) - 1) * _LINE / 2
    told = [(first + place * _LINE, line) for place, line in enumerate(lines)]
    where: dict[str, Any] = {"glossary": revision.glossary, "concept": revision.concept.id}
    width = max(map(_breadth, lines)) + 28
    return Node(
        x,
        y,
        width,
        len(lines) * _LINE + _PADDING,
        told,
        url_for("pages.entry", language=reading.language, **where),
        tag,
    )


def _moved(lines: Sequence[tuple[float, str]], down: float) -> list[tuple[float, str]]:
    return [(y + down, line) for y, line in lines]


def _edge(own: Node, other: Node, group: str) -> Edge:
    side = 1 if other.x > own.x else -1
    start, end = own.x + side * own.width / 2, other.x - side * other.width / 2
    middle = (start + end) / 2
    return Edge(
        f"M{start:.0f} {own.y:.0f}C{middle:.0f} {own.y:.0f} {middle:.0f} {other.y:.0f} {end:.0f} {other.y:.0f}", group
    )


def _lines(text: str) -> list[str]:
    """A term on as many lines as it needs; words stay whole where they fit."""
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and _breadth(lines[-1] + piece) > _PER_LINE:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines]


def _pieces(text: str) -> list[str]:
    """Words with the blank after them; characters where words are not parted by blanks."""
    return [piece for word in text.split(" ") for piece in ([f"{word} "] if word.isascii() else [*word, " "])]


def _breadth(text: str) -> float:
    return sum(_WIDE if east_asian_width(each) in "FWA" else _NARROW for each in text.rstrip())
