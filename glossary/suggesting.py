"""A value for a field in conflict that keeps what both sides changed, where their changes do not touch."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from itertools import pairwise
from typing import Any

from glossary.diff import text_segments
from glossary.model import Definition, Example, Note, Term
from glossary.rebasing import ABSENT, Conflict

Edit = tuple[int, int, str]
"""What stands in the place of the characters from a start to an end of a text."""

_LISTS = frozenset({"terms", "search_forms", "notes", "examples"})


def suggestion(conflict: Conflict) -> Any:
    """The merged value; None where there is none to offer."""
    values = (conflict.base, conflict.current, conflict.proposed)
    if ABSENT in values or conflict.place.language is None:
        return None
    if conflict.place.member in _LISTS:
        return _list(*values)
    if conflict.place.member == "definition" and None not in values:
        return _definition(*values, conflict.place.language)
    return None


def merged_text(base: str, current: str, proposed: str, language: str) -> str | None:
    """A text with the changes of both sides; None where they touch."""
    edits = sorted({*_edits(base, current, language), *_edits(base, proposed, language)})
    if any(second[0] <= first[1] for first, second in pairwise(edits)):
        return None
    text = base
    for start, end, instead in reversed(edits):
        text = text[:start] + instead + text[end:]
    return text


def _definition(base: Definition, current: Definition, proposed: Definition, language: str) -> Definition | None:
    text = merged_text(base.text, current.text, proposed.text, language)
    members = [
        _either(getattr(base, name), getattr(current, name), getattr(proposed, name)) for name in ("type", "source")
    ]
    if text is None or ABSENT in members:
        return None
    return Definition(text=text, type=members[0], source=members[1])


def _edits(base: str, text: str, language: str) -> list[Edit]:
    edits: list[Edit] = []
    at = 0
    for segment in text_segments(base, text, language):
        if segment.op == "equal":
            at += len(segment.text)
        elif segment.op == "delete":
            edits.append((at, at + len(segment.text), ""))
            at += len(segment.text)
        elif edits and edits[-1][1] == at and not edits[-1][2]:
            edits[-1] = (*edits[-1][:2], segment.text)
        else:
            edits.append((at, at, segment.text))
    return edits


def _either(base: Any, current: Any, proposed: Any) -> Any:
    """The value that only one side changed; `ABSENT` where both did, differently."""
    if proposed in (base, current):
        return current
    return proposed if current == base else ABSENT


def _list(base: Sequence[Any], current: Sequence[Any], proposed: Sequence[Any]) -> tuple[Any, ...] | None:
    """The items of both sides; None where both changed the same item, or may have put another in its place."""
    was, now, wanted = ({_named(item): item for item in items} for items in (base, current, proposed))
    if any(name not in now and name not in wanted for name in was):
        return None
    names = [*now, *(name for name in wanted if name not in now)]
    items = {name: _either(*(side.get(name) for side in (was, now, wanted))) for name in names}
    if ABSENT in items.values():
        return None
    return tuple(item for item in items.values() if item is not None)


def _named(item: Any) -> Hashable:
    naming: dict[type, Callable[[Any], Hashable]] = {
        Term: lambda term: term.text,
        Note: lambda note: (note.kind, note.text),
        Example: lambda example: example.text,
        str: lambda text: text,
    }
    return naming[type(item)](item)
