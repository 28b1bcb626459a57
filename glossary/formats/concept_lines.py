"""Concepts as JSON Lines: one a line, in the shape of the API. Long histories come like this."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import IO, Any

import msgspec

from glossary.errors import InvalidContent
from glossary.faults import Fault
from glossary.formats.concept_json import draft, flat
from glossary.model import Draft


def stream(file: IO[bytes]) -> Iterator[Draft]:
    """The drafts in an open file; a pointer begins with the number of the line, from 1."""
    for number, line in enumerate(file, 1):
        if line.strip():
            yield draft(_value(line, f"/{number}"), f"/{number}")


def read(content: bytes) -> list[Draft]:
    """The drafts in a file. Raises `InvalidContent` with a pointer into it."""
    return list(stream(BytesIO(content)))


def pieces(drafts: Iterable[Draft]) -> Iterator[bytes]:
    """The drafts, a line each."""
    return (msgspec.json.encode(flat(each)) + b"\n" for each in drafts)


def write(drafts: Iterable[Draft]) -> bytes:
    """The drafts, a line each, the same bytes for the same drafts."""
    return b"".join(pieces(drafts))


def _value(line: bytes, pointer: str) -> Any:
    try:
        return json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InvalidContent([Fault(pointer, "bad-value", {"reason": str(error)})]) from error
