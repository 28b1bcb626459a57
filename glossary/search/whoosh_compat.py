"""Whoosh as it is used here: read without copies, only files that are on the list, every failure one exception.

Its files are pickles, so nothing is handed to it but bytes whose digest the stamp holds. Small files are read into
memory: a file cut short under a running process then harms nobody, as it would through a memory map.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from whoosh.fields import ID, KEYWORD, STORED, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import BufferFile
from whoosh.index import TOC, FileIndex
from whoosh.writing import SegmentWriter

from glossary.search.files import digest, names, read

__all__ = [
    "ID",
    "KEYWORD",
    "STORED",
    "FileIndex",
    "IndexTrouble",
    "Schema",
    "Shelved",
    "guarded",
    "listed",
    "writing",
]

_NAMES = ("MAIN_", "_MAIN_")


class IndexTrouble(Exception):
    """The index on disk cannot be read or written; it has to be made anew. Never leaves this package."""


@contextmanager
def guarded() -> Iterator[None]:
    """Whatever goes wrong inside is `IndexTrouble`: a damaged file may raise any exception there is."""
    try:
        yield
    except IndexTrouble:
        raise
    except Exception as error:
        raise IndexTrouble(repr(error)) from error


class _View(io.RawIOBase):
    """A file over a view of bytes: reading it copies only what is read."""

    def __init__(self, view: memoryview) -> None:
        self._view = view
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = (0, self._at, len(self._view))[whence]
        self._at = max(0, base + offset)
        return self._at

    def read(self, size: int | None = -1) -> bytes:
        end = len(self._view) if size is None or size < 0 else self._at + size
        found = bytes(self._view[self._at : end])
        self._at += len(found)
        return found

    def readinto(self, buffer: Any) -> int:
        found = self.read(len(buffer))
        buffer[: len(found)] = found
        return len(found)


class _ViewFile(BufferFile):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's file over a buffer, without the copy it makes of it."""

    def __init__(self, view: memoryview, name: str) -> None:
        self._buf = view
        self._name = name
        self.file = _View(view)
        self.onclose = None
        self.is_real = False
        self.is_closed = False

    def subset(self, position: int, length: int, name: str | None = None) -> _ViewFile:
        """A part of the file as a file."""
        return _ViewFile(self._buf[position : position + length], name or self._name)


class Shelved(FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """The files of an index that a stamp lists, each checked against its digest when it is first read.

    A reader sees nothing else. A writer also sees and makes new files.
    """

    def __init__(self, folder: Path, listing: Mapping[str, str], *, for_writing: bool = False) -> None:
        super().__init__(str(folder), supports_mmap=False)
        self._listing = dict(listing)
        self._for_writing = for_writing
        self._views: dict[str, memoryview] = {}

    def known_from(self, other: Shelved | None) -> Shelved:
        """The same, with the views that another one of this folder has already checked."""
        if other is not None and other.folder == self.folder:
            self._views = {name: view for name, view in other._views.items() if other.same(self, name)}
        return self

    def same(self, other: Shelved, name: str) -> bool:
        """Whether both list a file with one digest."""
        return self._listing.get(name) == other._listing.get(name) is not None

    def list(self) -> list[str]:
        """The names of the files."""
        return names(Path(self.folder)) if self._for_writing else sorted(self._listing)

    def open_file(self, name: str, **options: Any) -> Any:
        """A file to be read."""
        if name in self._listing:
            return _ViewFile(self._view(name), name)
        if self._for_writing:
            return super().open_file(name, **options)
        raise FileNotFoundError(name)

    def check(self) -> None:
        """Read every file on the list once. Raises `IndexTrouble` when one is missing, damaged or not the newest."""
        for name in self._listing:
            if len(self._view(name)) != (Path(self.folder) / name).stat().st_size:
                raise IndexTrouble(f"{name} has been cut short")
        strays = [name for name in names(Path(self.folder)) if name.endswith(".toc") and name not in self._listing]
        if strays or not self._listing:
            raise IndexTrouble("a commit was not stamped")

    def _view(self, name: str) -> memoryview:
        if name not in self._views:
            with guarded():
                view = read(Path(self.folder) / name)
            if digest(view) != self._listing[name]:
                raise IndexTrouble(f"{name} is not as it was written")
            self._views[name] = view
        return self._views[name]


def listed(folder: Path, known: Mapping[str, str]) -> dict[str, str]:
    """The files of an index and their digests, after a commit. A file never changes once written."""
    made = [name for name in names(folder) if name.startswith(_NAMES) and name.endswith((".toc", ".seg"))]
    return {name: known.get(name) or digest(read(folder / name)) for name in sorted(made)}


@contextmanager
def writing(storage: Shelved, schema: Schema, *, anew: bool = False) -> Iterator[SegmentWriter]:
    """A writer whose work is committed at the end, or cancelled and its lock freed, whatever went wrong."""
    with guarded():
        if anew:
            TOC.create(storage, schema)
        writer = SegmentWriter(FileIndex(storage, schema), limitmb=256)
    try:
        yield writer
        with guarded():
            writer.commit()
    finally:
        _close(writer)


def _close(writer: SegmentWriter) -> None:
    """Give up what is not committed. A failed commit, or a failed cancel, leaves Whoosh's lock held."""
    if writer.is_closed:
        return
    with suppress(Exception):
        writer.cancel()
    with suppress(Exception):
        writer.writelock.release()
