"""Bringing a proposal up to date on a page: each field in conflict with its values, of which one is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec

from api.desk.wording import Said
from glossary import (
    ABSENT,
    N_,
    Choice,
    Conflict,
    Definition,
    Desk,
    Example,
    Note,
    Relation,
    Term,
    Who,
    labels,
    review_errors,
    suggestion,
    translate,
)

SIDES = {
    "base": N_("When it was proposed"),
    "current": N_("Now in force"),
    "proposed": N_("As proposed"),
    "suggested": N_("Both together"),
}


class Chosen(NamedTuple):
    """Which side somebody chose for each path in conflict, and the newest revision that they saw."""

    sides: Mapping[str, str]
    head: int | None


class Clash(NamedTuple):
    """A field in conflict: what it is called, in which language it is, and the lines of each value."""

    path: str
    language: str | None
    field: str
    values: dict[str, list[str]]


class Clashes(NamedTuple):
    """All fields in conflict with the newest revision."""

    head: int
    fields: list[Clash]


def chosen(said: Said) -> Chosen:
    """What was chosen in the form."""
    head = said.get("head", "")
    sides = {name.removeprefix("choice-"): value for name, value in said.items() if name.startswith("choice-")}
    return Chosen(sides, int(head) if head.isascii() and head.isdigit() and len(head) < 10 else None)


def rebased(desk: Desk, number: int, who: Who, chosen: Chosen) -> None:
    """Bring a proposal up to date with what was chosen. Raises `Conflicted` where a choice is lacking."""
    try:
        desk.rebase(number, who)
    except review_errors.Conflicted as error:
        choices = [made for each in error.conflicts if (made := _choice(each, chosen.sides.get(each.path)))]
        if not choices:
            raise
        desk.rebase(number, who, choices, chosen.head)


def clashes(error: review_errors.Conflicted, reader: str) -> Clashes:
    """The fields in conflict, for a reader of a language."""
    return Clashes(error.head, [_clash(each, reader) for each in error.conflicts])


def _sides(conflict: Conflict) -> dict[str, Any]:
    offered = suggestion(conflict)
    values = {name: getattr(conflict, name) for name in ("base", "current", "proposed")}
    return values if offered is None else {**values, "suggested": offered}


def _choice(conflict: Conflict, side: str | None) -> Choice | None:
    values = _sides(conflict)
    if side not in values:
        return None
    value = values[side]
    return Choice(path=conflict.path, value={"absent": True} if value is ABSENT else msgspec.to_builtins(value))


def _clash(conflict: Conflict, reader: str) -> Clash:
    place = conflict.place
    name = translate(reader, labels.FIELDS.get(place.member or "", N_("Wording")))
    values = {side: _lines(value, reader) for side, value in _sides(conflict).items()}
    return Clash(conflict.path, place.language, name, values)


def _lines(value: Any, reader: str) -> list[str]:
    """A value in conflict as people read it."""
    if value in (ABSENT, None, ()):
        return []
    items = value if isinstance(value, tuple) else (value,)
    return [_line(each, reader) for each in items]


def _line(item: Any, reader: str) -> str:
    if isinstance(item, Term):
        readings = f" ({'、'.join(item.readings)})" if item.readings else ""
        return f"{item.text}{readings} – {translate(reader, labels.TERM_STATUSES[item.status])}"
    if isinstance(item, Note):
        return f"{translate(reader, labels.NOTE_KINDS[item.kind])}: {item.text}"
    if isinstance(item, (Definition, Example)):
        return item.text
    if isinstance(item, Relation):
        return f"{translate(reader, labels.CODES[item.type])}: {item.target}"
    return item if isinstance(item, str) else msgspec.json.encode(item).decode()
