"""A format is a module with `read` and `write`: bytes to values and back. It has never heard of a database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, Protocol

from glossary.formats import concept_json, concept_lines
from glossary.model import Draft


class Format(Protocol):
    """What every format can do."""

    def stream(self, file: IO[bytes]) -> Iterator[Draft]:
        """The drafts in an open file, one after the other. Raises `InvalidContent` with a pointer into it."""

    def read(self, content: bytes) -> list[Draft]:
        """The drafts in a file. Raises `InvalidContent` with a pointer into it."""

    def pieces(self, drafts: Iterable[Draft]) -> Iterator[bytes]:
        """A file of drafts, piece by piece, so that it never is in memory whole."""

    def write(self, drafts: Iterable[Draft]) -> bytes:
        """A file of drafts, the same bytes for the same drafts."""


FORMATS: dict[str, Format] = {"json": concept_json, "jsonl": concept_lines}
