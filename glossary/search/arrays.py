"""Numbers, strings and records in files, written once and read where they lie."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from glossary.search.files import Content, Reread, pieces, read

Numbers = NDArray[Any]

_AFTER_ALL = b"\xff"


def write_numbers(path: Path, numbers: Numbers) -> None:
    """Write numbers, little end first; the name of the file ends in their type: `.u4`, `.u1`, `.i8`."""
    path.write_bytes(np.ascontiguousarray(numbers, dtype=_type(path)).tobytes())


def read_numbers(path: Path) -> Numbers:
    """The numbers in a file, which are not copied."""
    return np.frombuffer(read(path), dtype=_type(path)) if path.stat().st_size else np.empty(0, dtype=_type(path))


def _type(path: Path) -> np.dtype[Any]:
    return np.dtype(f"<{path.suffix[1:]}")


def distinct(numbers: Numbers) -> Numbers:
    """The numbers in rising order, each once."""
    ordered = np.sort(numbers)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))] if len(ordered) else ordered


class Blobs:
    """Many pieces of bytes in one file, found by their places."""

    def __init__(self, folder: Path, name: str, is_reread: bool = False) -> None:
        path = folder / f"{name}.bytes"
        self.content: Content | Reread = pieces(path) if is_reread else read(path)
        self._ends = memoryview(read(folder / f"{name}.i8")).cast("q")

    def __len__(self) -> int:
        return len(self._ends)

    def span(self, place: int) -> tuple[int, int]:
        """From where to where a piece is in the content."""
        return (self._ends[place - 1] if place else 0), self._ends[place]

    def __getitem__(self, place: int) -> bytes:
        start, end = self.span(place)
        return self.content[start:end]


class Strings(Blobs):
    """Distinct strings in the order of their UTF-8 bytes, which is that of their code points."""

    def place(self, string: str) -> int | None:
        """Where exactly this string is."""
        wanted = string.encode()
        at = self._first_not_before(wanted, 0)
        return at if at < len(self) and self[at] == wanted else None

    def beginning(self, prefix: str) -> tuple[int, int]:
        """From where to where the strings begin so."""
        wanted = prefix.encode()
        start = self._first_not_before(wanted, 0)
        return start, self._first_not_before(wanted + _AFTER_ALL, start)

    def _first_not_before(self, wanted: bytes, low: int) -> int:
        """The bisection of the standard library, without a call for each look."""
        content, ends, high = self.content, self._ends, len(self._ends)
        while low < high:
            middle = (low + high) // 2
            if content[ends[middle - 1] if middle else 0 : ends[middle]] < wanted:
                low = middle + 1
            else:
                high = middle
        return low


def write_blobs(folder: Path, name: str, pieces: Iterable[bytes]) -> None:
    """Write pieces of bytes to be read as `Blobs`."""
    with (folder / f"{name}.bytes").open("wb") as file:
        lengths = [file.write(piece) for piece in pieces]
    write_numbers(folder / f"{name}.i8", np.cumsum(np.array(lengths, dtype=np.int64)))


def write_strings(folder: Path, name: str, strings: Iterable[str]) -> None:
    """Write distinct strings, already in order, to be read as `Strings`."""
    write_blobs(folder, name, (each.encode() for each in strings))
