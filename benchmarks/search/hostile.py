"""Queries by people who wish the service ill, or have a cat on the keyboard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.search.queries import Asked
from benchmarks.search.workers import Worker

_LONG = "用いる場合の対象となる目的および管理の条件に応じて" * 8


def worst(engine: Worker, common: Sequence[Asked]) -> list[tuple[str, float]]:
    """Each hostile query with the CPU milliseconds it cost, the dearest first."""
    costs = []
    for name, text in hostile([each.text for each in common]):
        timing = engine.ask([Asked("text", text, "")])
        costs.append((name, timing.milliseconds[0] if timing else 0.0))
    return sorted(costs, key=lambda cost: -cost[1])


def hostile(common: Sequence[str]) -> Iterator[tuple[str, str]]:
    """A name and a text for each."""
    japanese = [word for word in common if not word.isascii()]
    english = [word for word in common if word.isascii()]
    yield from ((f"one letter: {letter}", letter) for letter in "ae用の1")
    yield "16 very common words", " ".join(common[:16])
    yield "16 very common Japanese words", " ".join(japanese[:16])
    yield "16 very common English words", " ".join(english[:16])
    yield "200 characters", _LONG[:200]
    yield "200 times one letter", "a" * 200
    yield "quotes round common words", f'"{" ".join(english[:4])}"'
    yield "a phrase of common Japanese", '"に用いる場合"'
    yield "quotes that do not close", '"' * 199
    yield "a star alone", "*"
    yield "a star after one letter", "a*"
    yield "a star after one kana", "の*"
    yield "sixteen stars", " ".join(f"{letter}*" for letter in "abcdefghijklmnop")
    yield "a star in front", "*ing"
    yield "all but common words", " ".join(f"-{word}" for word in common[:16])
    yield "one common word without the others", f"{common[0]} " + " ".join(f"-{word}" for word in common[1:16])
    yield "a range and a regular expression", "[あ TO ん] /.*/ field:* ~2 OR AND NOT ("
