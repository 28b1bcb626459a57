"""Earlier wordings: what a concept was called or how it was defined leads to it as it is, and says from when."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from glossary.model import Concept, Definition, LanguageSection, Term
from glossary.search import Hit, Query, Search
from tests.domain.test_search import Log

pytestmark = pytest.mark.usefixtures("either_way")

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def concept(name: str, says: str, english: str = "language model") -> Concept:
    def section(text: str, definition: str) -> LanguageSection:
        terms = (Term(text=text, status="preferred"),)
        return LanguageSection(text_status="original", terms=terms, definition=Definition(text=definition))

    return Concept(id="model", languages={"ja": section(name, says), "en": section(english, "Trained on texts.")})


@pytest.fixture
def log() -> Log:
    written = Log()
    written.write(concept("基盤模型", "巨大な模型。"), valid_from="2023-04-01", valid_at=1)
    written.write(concept("基盤模型", "とても大きな模型。"), valid_from="2024-04-01", valid_at=2)
    written.write(concept("基盤モデル", "大きなモデル。"), valid_from="2025-04-01", valid_at=3)
    return written


@pytest.fixture
def search(tmp_path: Path, log: Log) -> Search:
    made = Search(tmp_path / "index", lambda: NOW)
    made.catch_up(log)
    return made


def asked(search: Search, text: str, **limits: Any) -> list[Hit]:
    return list(search.search(Query(text=text, **limits)).hits)


def test_a_former_definition_is_found_only_where_the_past_is_asked(search: Search) -> None:
    assert asked(search, "巨大") == []
    [hit] = asked(search, "巨大", within="past")
    assert (hit.concept, hit.matched_on, hit.field, hit.number) == ("model", "past_text", "definition", 1)
    assert hit.in_force == 3
    assert (hit.valid_from, hit.highlight.html) == ("2023-04-01", "<mark>巨大</mark>な模型。")


def test_a_former_term_is_dated_by_the_last_wording_in_which_it_stood(search: Search) -> None:
    [hit] = asked(search, "基盤模型", within="past")
    assert (hit.matched_on, hit.number, hit.valid_from) == ("past_term", 2, "2024-04-01")
    assert hit.highlight.html == "<mark>基盤模型</mark>"


def test_a_former_term_goes_on_leading_to_the_concept_as_it_is(search: Search) -> None:
    [hit] = asked(search, "基盤模型")
    assert (hit.matched_on, hit.number, hit.valid_from) == ("past_term", 3, None)


def test_what_still_stands_is_no_past_wording(search: Search) -> None:
    assert asked(search, "language model", within="past") == []
    assert asked(search, "trained", within="past") == []
    assert [hit.number for hit in asked(search, "trained")] == [3]


def test_words_of_the_past_may_be_asked_for_beside_what_still_stands(search: Search) -> None:
    [hit] = asked(search, "巨大 trained", within="past")
    assert (hit.number, hit.highlight.text) == (1, "巨大な模型。")


def test_all_wordings_answer_with_the_one_in_force_where_both_have_it(search: Search) -> None:
    assert [(hit.number, hit.matched_on) for hit in asked(search, "大きな", within="all")] == [(3, "text")]
    assert [(hit.number, hit.matched_on) for hit in asked(search, "とても", within="all")] == [(2, "past_text")]
    assert [(hit.number, hit.matched_on) for hit in asked(search, "基盤", within="all")] == [(3, "prefix")]


def test_languages_and_statuses_limit_the_past_too(search: Search, log: Log) -> None:
    assert asked(search, "巨大", within="past", languages=("en",)) == []
    log.write(concept("基盤モデル", "大きなモデル。"), valid_at=4, status="retired")
    search.catch_up(log)
    assert asked(search, "巨大", within="past") == []
    assert [hit.number for hit in asked(search, "巨大", within="past", statuses=("retired",))] == [1]


def test_a_wording_scheduled_for_later_is_not_the_past(search: Search, log: Log) -> None:
    log.write(concept("基盤モデル", "いつか来る文言。"), valid_at=5_000)
    search.catch_up(log)
    assert asked(search, "文言", within="all") == []
