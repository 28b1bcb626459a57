"""The single members of what was added or removed as a whole: one line each, without what is as usual."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_USUAL = {"autolink": "always", "part_of_speech": "noun"}
_USUAL_TYPES = {"terms": "fullForm", "definition": "intensional"}
_LISTS = ("terms", "notes", "examples")


def leaves(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Each member that says something, with its JSON pointer."""
    name = path.rpartition("/")[2]
    if name in _LISTS:
        for place, item in enumerate(value):
            yield from leaves(f"{path}/{place}", item)
    elif _is_whole(path):
        for member, inner in value.items():
            if not _is_usual(path, member, inner):
                yield from leaves(f"{path}/{member}", inner)
    else:
        yield path, value


def _is_whole(path: str) -> bool:
    """Whether a section, a term, a definition, a note or an example stands there."""
    steps = path.split("/")[1:]
    if steps[0] != "languages":
        return False
    return len(steps) == 2 or steps[2:] == ["definition"] or (len(steps) == 4 and steps[2] in _LISTS)


def _is_usual(path: str, member: str, value: Any) -> bool:
    """Whether a member says nothing, or what the label of its owner says already."""
    owner = path.split("/")[3:4]
    usual = _USUAL_TYPES.get(owner[0] if owner else "") if member == "type" else _USUAL.get(member)
    said_by_the_label = (member, owner) in (("status", ["terms"]), ("kind", ["notes"]))
    return value in (None, [], (), usual) or said_by_the_label
