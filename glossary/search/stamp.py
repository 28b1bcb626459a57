"""Which index is the good one, up to where it is built, and what its files are: one small file, replaced at once."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path

import msgspec

from glossary.model import Value
from glossary.search.values import Mark
from glossary.text import KEYS_VERSION

_SCHEMA_VERSION = "2"
FORMAT = blake2b(f"{_SCHEMA_VERSION}/{KEYS_VERSION}".encode(), digest_size=6).hexdigest()
"""Names the folders and the stamp: an index made by other rules is never looked at."""

_NAME = f"{FORMAT}.stamp"

Identity = tuple[int, int, int]


class Stamp(Value, frozen=True):
    """The folder of the index, the marks it is built up to, and the digests of its files."""

    folder: str
    marks: dict[str, Mark]
    files: dict[str, str]


def identity(folder: Path) -> Identity | None:
    """What changes whenever the stamp does; None while there is none."""
    try:
        found = (folder / _NAME).stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def read(folder: Path) -> Stamp | None:
    """The stamp; None if it is missing, damaged, or names a folder that is not of this format."""
    try:
        sealed, _, body = (folder / _NAME).read_bytes().partition(b"\n")
        if sealed != _seal(body):
            return None
        found = msgspec.json.decode(body, type=Stamp)
    except (OSError, ValueError):
        return None
    return found if is_ours(found.folder) else None


def write(folder: Path, stamp: Stamp) -> None:
    """Replace the stamp."""
    body = msgspec.json.encode(stamp)
    draft = folder / f"{_NAME}.{os.getpid()}"
    draft.write_bytes(_seal(body) + b"\n" + body)
    draft.replace(folder / _NAME)


def is_ours(name: str) -> bool:
    """Whether a folder has the name of an index of this format."""
    return name.startswith(f"{FORMAT}-") and name[len(FORMAT) + 1 :].isalnum()


def _seal(body: bytes) -> bytes:
    return blake2b(body, digest_size=16).hexdigest().encode()
