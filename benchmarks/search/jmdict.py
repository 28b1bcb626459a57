"""JMdict as the package `jamdict-data` carries it: fetched once into the cache, read as entries.

The dictionary is the property of the Electronic Dictionary Research and Development Group and is used here as test
data under its licence (CC BY-SA). It is fetched by whoever runs the benchmark, and kept nowhere in the repository.
"""

from __future__ import annotations

import lzma
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

_PACKAGE = "jamdict-data==1.5"
_SHA256 = "a4247dd9bb3148ab17c1b32fc56d7a7f1c35293b0d6ff2838c811f896d13f415"
_KANJI = "SELECT idseq, text FROM Kanji ORDER BY ID"
_KANA = "SELECT idseq, text FROM Kana ORDER BY ID"
_GLOSSES = "SELECT idseq, g.text FROM SenseGloss AS g JOIN Sense ON g.sid = Sense.ID ORDER BY g.rowid"


class Entry(NamedTuple):
    """A word of the dictionary: how it is written, how it is read, what it means in English."""

    number: int
    kanji: tuple[str, ...]
    kana: tuple[str, ...]
    glosses: tuple[str, ...]


def entries(cache: Path) -> Iterator[Entry]:
    """Every entry, in the order of the dictionary."""
    with closing(sqlite3.connect(_database(cache))) as database:
        kanji, kana, glosses = (_texts(database, asked) for asked in (_KANJI, _KANA, _GLOSSES))
    for number in sorted(kana):
        yield Entry(number, tuple(kanji[number]), tuple(kana[number]), tuple(glosses[number]))


def _texts(database: sqlite3.Connection, asked: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for number, text in database.execute(asked):
        if text and text.strip():
            found[number].append(text.strip())
    return found


def _database(cache: Path) -> Path:
    kept = cache / "jamdict.db"
    if not kept.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            _unpacked(_fetched(Path(folder)), Path(folder) / "ready").replace(kept)
    return kept


def _fetched(folder: Path) -> Path:
    """The archive, from wherever pip takes its packages, checked against its hash before anything in it runs."""
    wanted = folder / "wanted.txt"
    wanted.write_text(f"{_PACKAGE} --hash=sha256:{_SHA256}\n", encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"]
    subprocess.run([*pip, "--require-hashes", "--requirement", str(wanted), "--dest", str(folder)], check=True)
    return next(folder.glob("jamdict*.tar.gz"))


def _unpacked(archive: Path, into: Path) -> Path:
    with tarfile.open(archive) as files:
        packed = next(each for each in files if Path(each.name).name == "jamdict.db.xz")
        source = files.extractfile(packed)
        if source is None:
            raise FileNotFoundError(packed.name)
        with lzma.open(source) as unpacked, into.open("wb") as target:
            shutil.copyfileobj(unpacked, target, 1 << 20)
    return into
