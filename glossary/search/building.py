"""Making the index on disk and bringing it up to the logs. Only whoever holds the writer's lock is here."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from glossary.search import stamp as stamps
from glossary.search.documents import SCHEMA, concept_key, document
from glossary.search.following import Follower, by_concept, changes, continues
from glossary.search.stamp import FORMAT, Stamp
from glossary.search.values import Feed, Mark
from glossary.search.whoosh_compat import IndexTrouble, Shelved, guarded, listed, writing
from glossary.search.wordings import wordings

Progress = Callable[[int, int], None]

_OLD = 24 * 60 * 60
_OTHERS = stat.S_IWGRP | stat.S_IWOTH


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


def is_current(stamp: Stamp, marks: dict[str, Mark], timing: Follower) -> bool:
    """Whether an index has all entries up to the marks, and every wording that has begun since."""
    return stamp.marks.keys() == marks.keys() and not any(_behind(stamp, marks, timing))


def _behind(stamp: Stamp, marks: dict[str, Mark], timing: Follower) -> Iterable[str]:
    for glossary, mark in marks.items():
        since = stamp.marks.get(glossary)
        if since is None or (since.seq, since.digest) != (mark.seq, mark.digest) or since.at < timing.begun(glossary):
            yield glossary


def lag(stamp: Stamp | None, marks: dict[str, Mark]) -> int:
    """How many entries of the logs an index does not have yet."""
    built = stamp.marks if stamp else {}
    return sum(max(0, mark.seq - (built[name].seq if name in built else 0)) for name, mark in marks.items())


def can_be_updated(feed: Feed, stamp: Stamp, marks: dict[str, Mark]) -> bool:
    """Whether an index is of these very logs: none has vanished, been replaced or become shorter."""
    return all(
        glossary in marks and continues(feed, glossary, since, marks[glossary])
        for glossary, since in stamp.marks.items()
    )


def update(folder: Path, storage: Shelved, stamp: Stamp, feed: Feed, marks: dict[str, Mark], timing: Follower) -> Stamp:
    """Write what has changed since the stamp. Raises `IndexTrouble`."""
    with guarded():
        storage.check()
    behind = {glossary: marks[glossary] for glossary in _behind(stamp, marks, timing)}
    with writing(storage, SCHEMA) as writer:
        for glossary, mark in behind.items():
            since = stamp.marks.get(glossary)
            due = timing.begun_since(glossary, since.at) if since else ()
            for concepts in changes(feed, glossary, since, mark, due):
                _replace(writer, glossary, concepts, feed, mark)
    return _stamped(folder, Stamp(folder=stamp.folder, marks=stamp.marks | behind, files=stamp.files))


def build(folder: Path, feed: Feed, marks: dict[str, Mark], progress: Progress | None = None) -> Stamp:
    """Write an index from nothing, into a folder of its own, and remove the others. Raises `IndexTrouble`."""
    name = f"{FORMAT}-{secrets.token_hex(8)}"
    with guarded():
        (folder / name).mkdir(mode=0o700)
    try:
        _fill(folder / name, feed, marks, progress or _quietly)
        done = _stamped(folder, Stamp(folder=name, marks=marks, files={}))
    except BaseException:
        shutil.rmtree(folder / name, ignore_errors=True)
        raise
    _clear(folder, name)
    return done


def _fill(folder: Path, feed: Feed, marks: dict[str, Mark], progress: Progress) -> None:
    work = [(name, batch) for name, mark in marks.items() for batch in changes(feed, name, None, mark)]
    total, done = sum(len(batch) for _, batch in work), 0
    with writing(Shelved(folder, {}, for_writing=True), SCHEMA, anew=True) as writer:
        progress(done, total)
        for glossary, batch in work:
            _add(writer, batch, feed, glossary, marks[glossary])
            done += len(batch)
            progress(done, total)


def _quietly(done: int, total: int) -> None:
    return None


def _replace(writer: Any, glossary: str, concepts: Sequence[str], feed: Feed, mark: Mark) -> None:
    with guarded():
        for concept in concepts:
            writer.delete_by_term("concept", concept_key(glossary, concept))
    _add(writer, concepts, feed, glossary, mark)


def _add(writer: Any, concepts: Sequence[str], feed: Feed, glossary: str, mark: Mark) -> None:
    known = by_concept(feed.revisions(glossary, concepts, mark))
    with guarded():
        for revisions in known.values():
            for wording in wordings(revisions, mark.at):
                writer.add_document(**document(wording))


def _stamped(folder: Path, stamp: Stamp) -> Stamp:
    with guarded():
        files = listed(folder / stamp.folder, stamp.files)
        if not files:
            raise IndexTrouble("nothing was written")
        done = Stamp(folder=stamp.folder, marks=stamp.marks, files=files)
        stamps.write(folder, done)
        return done


def _clear(folder: Path, keep: str) -> None:
    """Remove every other index of this format, and those of other formats that nobody has touched for a day."""
    for each in _entries(folder):
        if each.name != keep and (stamps.is_ours(each.name) or _is_old(folder, each)):
            shutil.rmtree(each, ignore_errors=True)


def _entries(folder: Path) -> list[Path]:
    try:
        return [each for each in folder.iterdir() if each.is_dir() and not each.is_symlink()]
    except OSError:
        return []


def _is_old(folder: Path, each: Path) -> bool:
    name, _, number = each.name.partition("-")
    looks_made_here = len(name) == len(FORMAT) and len(number) == 16 and (name + number).isalnum()
    try:
        return looks_made_here and folder.stat().st_mtime - each.stat().st_mtime > _OLD
    except OSError:
        return False
