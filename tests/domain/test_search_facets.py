"""Facets: how many hits there are of each kind, over all of them, and only when asked."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from glossary.model import Concept, Definition, LanguageSection, Term
from glossary.search import Query, Search
from tests.domain.test_search import Log

pytestmark = pytest.mark.usefixtures("either_way")

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def section(text: str, says: str) -> LanguageSection:
    return LanguageSection(
        text_status="original", terms=(Term(text=text, status="preferred"),), definition=Definition(text=says)
    )


@pytest.fixture
def search(tmp_path: Path) -> Search:
    log = Log()
    english = section("model", "a thing learned")
    both = {"ja": section("モデル", "学習したもの"), "en": english}
    log.write(Concept(id="model", subjects=("models",), languages=both), en="behind")
    log.write(Concept(id="world-model", subjects=("models", "robots"), languages={"en": section("world model", "x")}))
    log.write(Concept(id="agent", subjects=("robots",), languages={"en": section("agent", "asks a model")}))
    log.write(Concept(id="old-model", languages={"en": section("old model", "x")}), status="retired")
    made = Search(tmp_path / "index", lambda: NOW)
    made.catch_up(log)
    return made


def test_there_are_no_facets_unless_asked_for(search: Search) -> None:
    assert search.search(Query(text="model")).facets is None


def test_facets_count_all_hits_whatever_the_page(search: Search) -> None:
    found = search.search(Query(text="model", facets=True, limit=1, statuses=("current", "retired")))
    assert (len(found.hits), found.total) == (1, 4)
    assert found.facets == {
        "language": {"en": 4, "ja": 1},
        "status": {"current": 3, "retired": 1},
        "subject": {"models": 2, "robots": 2},
        "sync": {"behind": 1},
        "matched_on": {"part": 2, "exact": 1, "text": 1},
    }


def test_each_kind_of_match_is_counted_as_the_hits_say_it(search: Search) -> None:
    for text in ("model", "asks", "agent", "modle", "world model", "学習", "a model", "nothing"):
        found = search.search(Query(text=text, facets=True))
        said = [hit.matched_on for hit in found.hits]
        assert found.facets is not None
        assert found.facets["matched_on"] == {each: said.count(each) for each in said}


def test_nothing_found_has_empty_facets(search: Search) -> None:
    found = search.search(Query(text="", facets=True))
    assert found.facets == {"language": {}, "status": {}, "subject": {}, "sync": {}, "matched_on": {}}
