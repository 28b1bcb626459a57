"""class Search: what the owner of the logs speaks to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import RLock
from typing import TypeVar

from glossary.search import headwords
from glossary.search.asking import Question
from glossary.search.background import Background
from glossary.search.building import Progress
from glossary.search.files import is_prepared
from glossary.search.filters import Filter
from glossary.search.ranking import Lead
from glossary.search.reasons import Source
from glossary.search.then import Then
from glossary.search.values import Feed, Mark, Query, Results, TermMatch
from glossary.search.volume import Volume
from glossary.search.whoosh_compat import IndexTrouble, guarded
from glossary.times import Clock

Answer = TypeVar("Answer")
Asking = Callable[[list[Source], bool], Answer]
"""A question to sources, and whether all of the logs is known."""

_PATIENCE = 3.0


class Search:
    """Terms found by any of their spellings, and texts by their words.

    What is known is in files in `folder`, shared by all processes, and what has changed since in memory; losing the
    files loses nothing. Every question takes what the last `catch_up` brought.
    """

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder, self._clock = folder, clock
        self._background = Background(folder)
        self._volumes: dict[str, Volume] = {}
        self._lock = RLock()
        self._has_followed = False

    def catch_up(self, feed: Feed) -> None:
        """Read what is new in the logs. Raises `PermissionError` if others can write the folder."""
        for volume, mark in self._follow(feed):
            if volume.needs_writing() and is_prepared(self._folder):
                self._write(volume, feed, mark)

    def prepare(self, feed: Feed, progress: Progress | None = None) -> None:
        """Write the names of glossaries of which too much is new to be kept in memory. Raises `OSError`."""
        for volume, mark in self._follow(feed):
            if volume.is_behind:
                self._written(volume, feed, mark, progress, texts=False)

    def rebuild(self, feed: Feed, progress: Progress | None = None) -> None:
        """Write all files from nothing. Raises `OSError` when that fails."""
        for volume, mark in self._follow(feed):
            volume.vanish()
            self._written(volume, feed, mark, progress, texts=True)

    def terms(
        self,
        form: str,
        language: str | None = None,
        glossaries: Sequence[str] | None = None,
        then: Then | None = None,
    ) -> list[TermMatch]:
        """What is a form of a term, the best first; nothing for a form whose key is empty."""
        within = _only(language)
        return _matches(self._answer(glossaries, lambda asked, _: headwords.terms(asked, form, within), then))

    def under(self, keys: Iterable[str], language: str, glossary: str) -> dict[str, list[TermMatch]]:
        """Of each key (`glossary.text.key`) that any have, the terms of a language in today's wording that have it."""

        def answer(sources: list[Source], _: bool) -> dict[str, list[TermMatch]]:
            found = ((each, headwords.under(sources, each, _only(language))) for each in keys)
            return {each: _matches(leads) for each, leads in found if leads}

        return self._answer([glossary], answer)

    def suggest(
        self,
        prefix: str,
        language: str | None = None,
        glossaries: Sequence[str] | None = None,
        limit: int = 10,
        then: Then | None = None,
    ) -> list[TermMatch]:
        """What begins like this, in any spelling, each concept once."""
        within, most = _only(language), max(0, limit)
        found = self._answer(glossaries, lambda asked, _: headwords.suggest(asked, prefix, within, most), then)
        return _matches(found)

    def search(self, query: Query, then: Then | None = None) -> Results:
        """What has these words. No text fails; where full text cannot be had the answer is marked degraded."""
        return self._answer(query.glossaries, lambda asked, known: Question(query, asked, known).answer(), then)

    def close(self) -> None:
        """Let go of the files; the next `catch_up` opens them again."""
        self._background.stop()
        self._has_followed = False
        for volume in self._volumes.values():
            volume.close()

    def healthy(self) -> bool:
        """Whether full text was there and up to the logs at the last `catch_up`, and the files still are."""
        return all(each.is_whole and each.is_stored for each in self._volumes.values())

    def _follow(self, feed: Feed) -> list[tuple[Volume, Mark]]:
        with self._lock:
            marks = feed.marks()
            for glossary in self._volumes.keys() - marks.keys():
                self._volumes.pop(glossary).vanish()
            for glossary, mark in marks.items():
                if glossary not in self._volumes:
                    self._volumes[glossary] = Volume(self._folder, glossary, self._clock)
                self._volumes[glossary].follow(feed, mark)
            self._has_followed = True
            return [(self._volumes[glossary], mark) for glossary, mark in marks.items()]

    def _write(self, volume: Volume, feed: Feed, mark: Mark) -> None:
        if volume.is_small(mark):
            volume.write(feed, mark, _PATIENCE, _quietly)
        elif not self._background.start(feed, volume.glossary, mark):
            volume.write(feed, mark, 0.0, _quietly)

    def _written(self, volume: Volume, feed: Feed, mark: Mark, progress: Progress | None, texts: bool) -> None:
        if not volume.write(feed, mark, None, progress or _quietly, texts):
            raise OSError(f"The index folder {self._folder} cannot be used.")

    def _among(self, glossaries: Sequence[str] | None) -> list[Volume]:
        return [each for name, each in list(self._volumes.items()) if glossaries is None or name in glossaries]

    def _answer(self, glossaries: Sequence[str] | None, answer: Asking[Answer], then: Then | None = None) -> Answer:
        """What the sources say; without the files where these turn out to be damaged."""
        with self._asked(glossaries) as volumes:
            sources = _sources(volumes, then)
            try:
                with guarded():
                    return answer(sources, self._has_followed and not any(each.is_behind for each in volumes))
            except IndexTrouble:
                for volume in volumes:
                    volume.distrust()
                return answer(_sources(volumes, then), False)

    @contextmanager
    def _asked(self, glossaries: Sequence[str] | None) -> Iterator[list[Volume]]:
        """The volumes that are asked, while nobody changes them."""
        asked = self._among(glossaries)
        with ExitStack() as locked:
            for volume in asked:
                locked.enter_context(volume.lock)
            yield asked


def _sources(volumes: Sequence[Volume], then: Then | None) -> list[Source]:
    return [source for volume in volumes for source in volume.sources_then(then)]


def _matches(leads: Sequence[Lead]) -> list[TermMatch]:
    return [lead.match for lead in leads]


def _only(language: str | None) -> Filter:
    return Filter(None if language is None else frozenset((language,)))


def _quietly(done: int, total: int) -> None:
    return None
