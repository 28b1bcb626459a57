"""Which files of a glossary are the good ones, and up to where: one small file a glossary, replaced at once."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path

import msgspec

from glossary.model import Value
from glossary.search import dictionary
from glossary.search.values import Mark
from glossary.text import KEYS_VERSION

_SCHEMA_VERSION = "3"
FORMAT = blake2b(f"{_SCHEMA_VERSION}/{KEYS_VERSION}/{dictionary.name()}".encode(), digest_size=6).hexdigest()
"""Names folders and stamps: an index made by other rules is never looked at."""

Identity = tuple[int, int, int]


class Stamp(Value, frozen=True):
    """The folder of the files, the mark they are written up to, their digests, and whether texts are among them."""

    folder: str
    mark: Mark
    files: dict[str, str]
    has_texts: bool


def identity(folder: Path, glossary: str) -> Identity | None:
    """What changes whenever the stamp does; None while there is none."""
    try:
        found = _path(folder, glossary).stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def read(folder: Path, glossary: str) -> Stamp | None:
    """The stamp; None if it is missing, damaged, or names a folder that is not of this format."""
    try:
        sealed, _, body = _path(folder, glossary).read_bytes().partition(b"\n")
        if sealed != _seal(body):
            return None
        found = msgspec.json.decode(body, type=Stamp)
    except (OSError, ValueError):
        return None
    return found if is_of(found.folder, glossary) else None


def write(folder: Path, glossary: str, stamp: Stamp) -> None:
    """Replace the stamp."""
    body = msgspec.json.encode(stamp)
    path = _path(folder, glossary)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_bytes(_seal(body) + b"\n" + body)
    draft.replace(path)


def is_of(name: str, glossary: str) -> bool:
    """Whether a folder has the name of files of this format and this glossary."""
    start = f"{FORMAT}.{glossary}."
    return name.startswith(start) and name[len(start) :].isalnum()


def _path(folder: Path, glossary: str) -> Path:
    return folder / f"{FORMAT}.{glossary}.stamp"


def _seal(body: bytes) -> bytes:
    return blake2b(body, digest_size=16).hexdigest().encode()
