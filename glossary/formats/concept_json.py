"""Concepts as JSON, in the shape of the API: one object, or a list of them. The seed is kept like this."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import IO, Any

import msgspec

from glossary.errors import InvalidContent
from glossary.faults import Fault
from glossary.formats.json_stream import values
from glossary.model import Concept, Draft
from glossary.validity import shape_fault

ABOUT_THE_CHANGE = ("valid_from", "change_note", "correction", "grade", "status")
_SERVERS_OWN = frozenset({"glossary", "uri", "revision", "seq", "kind", "digest", "recorded_at", "author", "redacted"})
"""What an answer of the API also has: read back, it says nothing."""
_DERIVED = frozenset(("romaji", "sync"))
"""What it works out for each language from what is written."""


def stream(file: IO[bytes]) -> Iterator[Draft]:
    """The drafts in an open file, one after the other. Raises `InvalidContent` with a pointer into it."""
    for pointer, value in values(file):
        yield draft(value, pointer)


def read(content: bytes) -> list[Draft]:
    """The drafts in a file. Raises `InvalidContent` with a pointer into it."""
    return list(stream(BytesIO(content)))


def pieces(drafts: Iterable[Draft]) -> Iterator[bytes]:
    """The drafts as an indented list, one after the other."""
    before = b"[\n"
    for each in drafts:
        told = msgspec.json.format(msgspec.json.encode(flat(each)), indent=2)
        yield before + b"  " + told.replace(b"\n", b"\n  ")
        before = b",\n"
    yield b"[]\n" if before == b"[\n" else b"\n]\n"


def write(drafts: Iterable[Draft]) -> bytes:
    """The drafts as an indented list, the same bytes for the same drafts."""
    return b"".join(pieces(drafts))


def draft(value: Any, pointer: str = "") -> Draft:
    """One draft from its JSON object. Raises `InvalidContent` when it hasn't the shape of a concept."""
    if not isinstance(value, Mapping):
        raise InvalidContent([Fault(pointer, "wrong-type", {"expected": "object"})])
    about = {name: value[name] for name in ABOUT_THE_CHANGE if name in value}
    concept = {name: member for name, member in value.items() if name not in (*ABOUT_THE_CHANGE, *_SERVERS_OWN)}
    try:
        made = msgspec.convert(_without_derived(concept), Concept)
        return msgspec.convert({**about, "concept": made, "unsaid": _unsaid(value)}, Draft)
    except msgspec.ValidationError as error:
        found = shape_fault(error)
        raise InvalidContent([msgspec.structs.replace(found, pointer=pointer + found.pointer)]) from error


def _without_derived(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _without_derived(member) for name, member in value.items() if name not in _DERIVED}
    return [_without_derived(each) for each in value] if isinstance(value, list) else value


def _unsaid(value: Mapping[str, Any]) -> frozenset[str]:
    sections: Mapping[str, Any] = value.get("languages", {})
    return frozenset(language for language, section in sections.items() if "based_on" not in section)


def flat(each: Draft) -> dict[str, Any]:
    """A draft as the members of one JSON object."""
    members: dict[str, Any] = msgspec.to_builtins(each.concept)
    for language in each.unsaid:
        members["languages"][language].pop("based_on")
    about = {"valid_from": each.valid_from, "change_note": each.change_note}
    said = {"correction": True} if each.correction else {}
    judged = {"grade": each.grade} if each.grade else {}
    ended = {"status": each.status} if each.status == "retired" else {}
    return {**members, **about, **said, **judged, **ended}
