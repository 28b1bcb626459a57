"""The bytes of the files of an index. Small ones are read whole, large ones mapped."""

from __future__ import annotations

import mmap
from hashlib import blake2b
from pathlib import Path

_READ_WHOLE = 64 * 1024 * 1024


def names(folder: Path) -> list[str]:
    """The names of what is in a folder."""
    return [each.name for each in folder.iterdir()]


def read(path: Path) -> memoryview:
    """The bytes of a file. Those of a small one are safe from whatever becomes of the file."""
    if path.stat().st_size <= _READ_WHOLE:
        return memoryview(path.read_bytes())
    with path.open("rb") as file:
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def digest(view: memoryview) -> str:
    """By what bytes are known again."""
    return blake2b(view, digest_size=16).hexdigest()
