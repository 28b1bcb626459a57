"""What stands elsewhere in a list than before: each thing once, with its old and its new number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from glossary.diff import Segment
from glossary.i18n import listed


def moved(language: str, old: Sequence[Any], new: Sequence[Any]) -> tuple[Segment, ...]:
    """The items that still say the same under another number; nothing where all of them say something else."""
    before = {item["text"]: number for number, item in reversed([*enumerate(old, 1)])}
    after = {item["text"]: number for number, item in reversed([*enumerate(new, 1)])}
    found = [text for text in reversed(after) if before.get(text, after[text]) != after[text]]
    return tuple(
        segment
        for place, text in enumerate(found)
        for segment in _numbered(text, before[text], after[text], listed(language, ["", ""]) if place else "")
    )


def _numbered(text: str, before: int, after: int, apart: str) -> Iterator[Segment]:
    if apart:
        yield Segment(op="equal", text=apart)
    yield Segment(op="delete", text=str(before))
    yield Segment(op="insert", text=str(after))
    yield Segment(op="equal", text=f" {text}")
