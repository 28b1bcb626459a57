"""Lists of words for scripts: one file a glossary and language, the same for every page that asks for it."""

from __future__ import annotations

import gzip
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

import msgspec
from flask import Response, current_app, request

from api.caching import current, finish
from api.documenting import answers
from api.house import glossaries
from api.listed_words import ToldConceptAnswer, WordListAnswer, concept_answer, list_answer
from api.moments import asked_of
from api.parsing import HouseBlueprint
from api.schemas import WordListQuery
from glossary import N_, Fault, InvalidQuery, WordList, told

blueprint = HouseBlueprint(
    "word_lists", __name__, url_prefix="/api/v1/glossaries/<id:glossary>/forms", description=N_("Forms, for scripts")
)
_MOST_KEPT = 16


class Kept:
    """The lists that were asked for last, ready to be sent, until the log goes on or a scheduled wording begins."""

    def __init__(self) -> None:
        self._lists: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = Lock()

    def of(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """What is kept under a key, made where it is not there yet."""
        with self._lock:
            if key not in self._lists:
                self._lists[key] = make()
            self._lists.move_to_end(key)
            while len(self._lists) > _MOST_KEPT:
                self._lists.popitem(last=False)
            return self._lists[key]


def register(app: Any) -> None:
    """Let an application keep its lists."""
    app.extensions["word-lists"] = Kept()


@blueprint.route("")
@blueprint.arguments(WordListQuery, location="query")
@answers(blueprint, WordListAnswer, errors=(404,))
def forms(query: dict[str, Any], glossary: str) -> Response:
    """List every form of every term in a language, compactly, for scripts that look for terms in a page.

    With more than 20,000 concepts some `subjects` have to be chosen. Pages have languages of all kinds: of one that the
    glossary has not, the list is empty.
    """
    opened, asked = glossaries()[glossary], asked_of(query)
    settings, head, _ = opened.overview()
    language, subjects = query.get("language", settings.source_language), query.get("subjects", ())
    if language not in settings.languages:
        none = WordList(language=language, concepts=(), forms=())
        return _sent(msgspec.json.encode(list_answer(none, settings)), as_gzip=False)
    as_gzip = request.accept_encodings.quality("gzip") > 0

    def made() -> bytes:
        plain = msgspec.json.encode(list_answer(opened.words(language, subjects, asked), settings))
        return gzip.compress(plain, 9, mtime=0) if as_gzip else plain

    key = (glossary, language, subjects, asked, head.seq, glossaries().next_begin(), as_gzip)
    return _sent(current_app.extensions["word-lists"].of(key, made), as_gzip)


@blueprint.route("/<id:concept>")
@blueprint.arguments(WordListQuery, location="query")
@answers(blueprint, ToldConceptAnswer, errors=(404, 410))
def told_concept(query: dict[str, Any], glossary: str, concept: str) -> Response:
    """Read what a list of forms tells of one concept."""
    opened = glossaries()[glossary]
    language = query.get("language", opened.settings().source_language)
    revision = opened.concept(concept, asked_of(query)).revision
    if language not in revision.concept.languages:
        raise InvalidQuery([Fault("/language", "no-source-section", {"language": language})])
    return _sent(msgspec.json.encode(concept_answer(told(revision, language), glossary, language)), as_gzip=False)


def _sent(body: bytes, as_gzip: bool) -> Response:
    """An answer that no header of the asker changes but the encoding, so that caches keep one for all pages."""
    response = finish(current_app.response_class(body, mimetype="application/json"), current())
    response.headers["Vary"] = "Accept-Encoding"
    if as_gzip and response.status_code == 200:
        response.headers["Content-Encoding"] = "gzip"
    return response
