"""Writing the files of a glossary: its names first, then its texts. Whoever does holds the glossary's lock."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from glossary.search import stamp as stamps
from glossary.search.base import Base
from glossary.search.changes import by_concept, changes
from glossary.search.entries import Taken, taken
from glossary.search.files import digests
from glossary.search.inverting import WordsMaker
from glossary.search.making import BaseMaker
from glossary.search.stamp import FORMAT, Stamp
from glossary.search.values import Feed, Mark
from glossary.search.whoosh_compat import guarded
from glossary.search.wordings import wordings

Progress = Callable[[int, int], None]

Answer = TypeVar("Answer")

TEXTS = "texts"

_OLD = 24 * 60 * 60


def write_names(folder: Path, glossary: str, feed: Feed, mark: Mark, progress: Progress) -> Stamp:
    """Write what is known of a glossary, but for the words of its texts, into a folder of its own.

    The stamp is not written yet. Raises `IndexTrouble`.
    """
    name = f"{FORMAT}.{glossary}.{secrets.token_hex(8)}"
    with guarded():
        (folder / name).mkdir(mode=0o700)
    reading = _Reading(feed, glossary, mark, progress)
    try:
        with guarded():
            BaseMaker(folder / name).write(reading, reading.ahead)
            return Stamp(folder=name, mark=mark, files=digests(folder / name), has_texts=False)
    except BaseException as trouble:
        shutil.rmtree(folder / name, ignore_errors=True)
        if reading.failed:
            raise reading.failed from trouble
        raise


def write_texts(folder: Path, stamp: Stamp, progress: Progress) -> Stamp:
    """Write the words of all texts beside the names. Raises `IndexTrouble`."""
    with guarded():
        texts = folder / stamp.folder / TEXTS
        shutil.rmtree(texts, ignore_errors=True)
        texts.mkdir(mode=0o700)
        WordsMaker(Base(folder / stamp.folder), texts).write(progress)
        made = {f"{TEXTS}/{name}": digest for name, digest in digests(texts).items()}
        return Stamp(folder=stamp.folder, mark=stamp.mark, files=stamp.files | made, has_texts=True)


def publish(folder: Path, glossary: str, stamp: Stamp) -> None:
    """Make files the good ones and remove the others of the glossary. Raises `IndexTrouble`."""
    with guarded():
        stamps.write(folder, glossary, stamp)
        for each in _folders(folder):
            if each.name != stamp.folder and (stamps.is_of(each.name, glossary) or _is_old(folder, each)):
                shutil.rmtree(each, ignore_errors=True)


class _Reading:
    """What the log says of each concept. Remembers when it was the log that failed, which is its owner's trouble."""

    def __init__(self, feed: Feed, glossary: str, mark: Mark, progress: Progress) -> None:
        self._feed, self._glossary, self._mark, self._progress = feed, glossary, mark, progress
        self.failed: Exception | None = None
        self.ahead: list[tuple[int, str]] = []

    def __iter__(self) -> Iterator[Taken]:
        every = self._asked(lambda: changes(self._feed, self._glossary, None, self._mark))
        total, done = sum(map(len, every)), 0
        self._progress(0, total)
        for batch in every:
            yield from self._taken(batch)
            done += len(batch)
            self._progress(done, total)

    def _taken(self, batch: Sequence[str]) -> Iterator[Taken]:
        known = by_concept(self._asked(lambda: self._feed.revisions(self._glossary, batch, self._mark)))
        for concept in batch:
            held = wordings(known.get(concept, ()), self._mark.at)
            if found := taken(held):
                yield found
            else:
                self.ahead += [(each.revision.valid_at, concept) for each in held]

    def _asked(self, question: Callable[[], Answer]) -> Answer:
        try:
            return question()
        except Exception as error:
            self.failed = error
            raise


def _folders(folder: Path) -> list[Path]:
    return [each for each in folder.iterdir() if each.is_dir() and not each.is_symlink()]


def _is_old(folder: Path, each: Path) -> bool:
    """Whether a folder was made by other rules and nobody has touched it for a day."""
    form, _, rest = each.name.partition(".")
    looks_made_here = len(form) == len(FORMAT) and form.isalnum() and len(rest.rpartition(".")[2]) == 16
    return looks_made_here and folder.stat().st_mtime - each.stat().st_mtime > _OLD
