"""class Annotator: finds the terms of glossaries in texts, brought up to date by the logs before each question."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from glossary.annotating import Finder
from glossary.asking import NOW, Asked, then_of
from glossary.marking import Address, Annotation, Prose, annotation
from glossary.search import Feed
from glossary.store import Database
from glossary.term_use import Passage, UseFinding, term_use
from glossary.times import Clock
from glossary.vocabulary import Lexicons, Vocabulary

_KEPT = 8


class Annotator:
    """The vocabularies of all glossaries, each read when it is first asked for.

    No text is kept; but which words of texts are forms of terms is remembered in memory.
    """

    def __init__(self, database: Database, feed: Feed, clock: Clock) -> None:
        self._database, self._feed, self._clock = database, feed, clock
        self._vocabularies: dict[str, Vocabulary] = {}
        self._finders: OrderedDict[Lexicons, Finder] = OrderedDict()
        self._lock = Lock()

    def annotate(self, prose: Prose, address: Address, asked: Asked = NOW) -> Annotation:
        """The terms in a text or a page, now or in another state.

        Raises `EditionNotFound`, `InvalidQuery`, and `InvalidContent` where there are too many terms for one answer.
        """
        return annotation(self.finder(prose.glossaries, asked), prose, self._database, address)

    def term_use(
        self, source: Passage, target: Passage, glossaries: Sequence[str] | None = None, asked: Asked = NOW
    ) -> list[UseFinding]:
        """What is to be said about the terms in a translation. Raises `EditionNotFound` and `InvalidQuery`."""
        return term_use(self.finder(glossaries, asked), source, target, self._database)

    def finder(self, glossaries: Sequence[str] | None = None, asked: Asked = NOW) -> Finder:
        """What finds the terms of some glossaries, or of all, in a state. Raises `EditionNotFound`, `InvalidQuery`."""
        then = then_of(self._database, self._feed, asked, glossaries, self._clock())
        marks = self._feed.marks()
        lexicons: Lexicons = ()
        for glossary in glossaries if glossaries is not None else sorted(marks):
            vocabulary, mark = self._vocabulary(glossary), marks[glossary]
            if then is None:
                lexicons += vocabulary.follow(self._feed, mark)
            else:
                lexicons += vocabulary.at(self._feed, mark, then.states[glossary])
        return self._kept(lexicons)

    def _vocabulary(self, glossary: str) -> Vocabulary:
        with self._lock:
            return self._vocabularies.setdefault(glossary, Vocabulary(glossary))

    def _kept(self, lexicons: Lexicons) -> Finder:
        with self._lock:
            finder = self._finders.setdefault(lexicons, Finder(lexicons))
            self._finders.move_to_end(lexicons)
            while len(self._finders) > _KEPT:
                self._finders.popitem(last=False)
            return finder
