"""The judged queries, and what an answer to one is worth."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
SETS = ("seed", "cncf")
SPLITS = ("tune", "held-out")
NOBODY = "nobody"


class Judged(NamedTuple):
    """A query, where it is asked (terms, suggest or search), and the concepts that it means; none for nobody's."""

    set: str
    split: str
    kind: str
    where: str
    query: str
    expected: tuple[str, ...]


Finder = Callable[[Judged], Sequence[str]]
"""What answers a query: the ids of concepts, the best first, each once."""


class Mark(NamedTuple):
    """What one answer is worth, or the mean of several."""

    recall_1: float
    recall_5: float
    mrr: float


class Answer(NamedTuple):
    """A query, what was found, and what that is worth."""

    judged: Judged
    found: tuple[str, ...]
    mark: Mark


def queries() -> list[Judged]:
    """Every judged query, in the order of the file."""
    _, *lines = (FOLDER / "queries.tsv").read_text(encoding="utf-8").splitlines()
    return [_judged(*line.split("\t")) for line in lines]


def _judged(of_set: str, split: str, kind: str, where: str, query: str, expected: str) -> Judged:
    return Judged(of_set, split, kind, where, query, tuple(expected.split()))


def kinds(judged: Iterable[Judged]) -> list[str]:
    """The kinds of query, in the order in which they first come."""
    return list(dict.fromkeys(each.kind for each in judged))


def answers(finder: Finder, judged: Iterable[Judged]) -> list[Answer]:
    """What a finder answers to each query, marked."""
    return [Answer(each, found := tuple(finder(each)), mark(found, each.expected)) for each in judged]


def mark(found: Sequence[str], expected: Sequence[str]) -> Mark:
    """What an answer is worth: recall among the first 1 and 5, and one over the rank of the first that was meant.

    Of several concepts meant, as many count as there is room for. Where none is meant, only silence is right.
    """
    if not expected:
        right = float(not found)
        return Mark(right, right, right)
    ranks = (rank for rank, each in enumerate(found, 1) if each in expected)
    return Mark(_recall(found, expected, 1), _recall(found, expected, 5), 1 / next(ranks, float("inf")))


def _recall(found: Sequence[str], expected: Sequence[str], among: int) -> float:
    return len(set(found[:among]) & set(expected)) / min(among, len(expected))


def mean(marks: Sequence[Mark]) -> Mark:
    """The mean of each of the three numbers."""
    one, five, mrr = (sum(column) / len(marks) for column in zip(*marks, strict=True))
    return Mark(one, five, mrr)
