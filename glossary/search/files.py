"""The bytes of the files of an index. Small ones are read whole, large ones mapped.

A small file cut short under a running process then harms nobody, as it would through a memory map; a large one is
never all in memory.
"""

from __future__ import annotations

import mmap
import os
import stat
from hashlib import blake2b, file_digest
from pathlib import Path

_READ_WHOLE = 1024 * 1024
_OTHERS = stat.S_IWGRP | stat.S_IWOTH

Content = bytes | mmap.mmap


class Reread:
    """A large file of which pieces are read when they are asked for, and none stays in memory."""

    def __init__(self, path: Path) -> None:
        self._file = -1
        self._file = os.open(path, os.O_RDONLY)

    def __del__(self) -> None:
        if self._file >= 0:
            os.close(self._file)

    def __getitem__(self, span: slice) -> bytes:
        return os.pread(self._file, span.stop - span.start, span.start)

    def find(self, wanted: bytes, start: int, end: int) -> int:
        """Where something is within a span; -1 if it is not."""
        at = self[start:end].find(wanted)
        return at if at < 0 else start + at


def prepare(folder: Path) -> None:
    """Make the folder if it is missing. Raises `PermissionError` for one that is not ours alone to write."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.stat()
    if found.st_uid != os.geteuid():
        raise PermissionError(f"The index folder {folder} belongs to another user; files in it would be run as code.")
    if found.st_mode & _OTHERS:
        raise PermissionError(
            f"The index folder {folder} can be written by others; its files would be run as code. Use chmod 700."
        )


def is_prepared(folder: Path) -> bool:
    """Whether the folder is there to be used. Raises `PermissionError` as above."""
    try:
        prepare(folder)
    except PermissionError:
        raise
    except OSError:
        return False
    return True


def read(path: Path) -> Content:
    """The bytes of a file."""
    if path.stat().st_size <= _READ_WHOLE:
        return path.read_bytes()
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def pieces(path: Path) -> bytes | Reread:
    """The bytes of a file of which few pieces are ever wanted."""
    return path.read_bytes() if path.stat().st_size <= _READ_WHOLE else Reread(path)


def digests(folder: Path) -> dict[str, str]:
    """By what the files in a folder, and in folders in it, are known again."""
    every = (each for each in folder.rglob("*") if each.is_file())
    return {str(each.relative_to(folder)): _digest(each) for each in sorted(every)}


def are_whole(folder: Path, known: dict[str, str]) -> bool:
    """Whether all files are there just as they are known."""
    return all(_is_whole(folder / name, digest) for name, digest in known.items())


def _is_whole(path: Path, digest: str) -> bool:
    try:
        return not path.is_symlink() and _digest(path) == digest
    except OSError:
        return False


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, lambda: blake2b(digest_size=16)).hexdigest()
