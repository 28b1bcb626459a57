"""Japanese words in texts: found by a dictionary where there is one, by pairs of characters where not."""

from pathlib import Path

import pytest

from glossary.model import Concept
from glossary.search import Query, Search, dictionary
from tests.domain.test_search import NOW, Log, section, term

TEXTS = {
    "given": "利用者が与えた指示に従うこと。",
    "tokyo": "東京都が定めた条例。",
    "kyoto": "京都で行われた会議。",
    "moving": "引っ越しの手続。",
}


@pytest.fixture
def search(tmp_path: Path) -> Search:
    log = Log()
    for concept, says in TEXTS.items():
        log.write(Concept(id=concept, languages={"ja": section(term(concept), says=says)}))
    made = Search(tmp_path / "index", lambda: NOW)
    made.catch_up(log)
    return made


def found(search: Search, text: str) -> list[str]:
    return [hit.concept for hit in search.search(Query(text=text)).hits]


needs_dictionary = pytest.mark.skipif(not dictionary.name(), reason="the extra sudachi is not installed")


@needs_dictionary
@pytest.mark.parametrize(("text", "concept"), [("与える", "given"), ("引越し", "moving"), ("定める", "tokyo")])
def test_a_word_is_found_in_every_form(search: Search, text: str, concept: str) -> None:
    assert found(search, text) == [concept]


@needs_dictionary
def test_what_has_the_word_comes_before_what_merely_has_its_characters(search: Search) -> None:
    assert found(search, "京都") == ["kyoto", "tokyo"]


@needs_dictionary
def test_the_words_are_marked_as_they_stand_in_the_text(search: Search) -> None:
    [hit] = search.search(Query(text="与える指示")).hits
    assert hit.highlight.html == "利用者が<mark>与え</mark>た<mark>指示</mark>に従うこと。"


@needs_dictionary
def test_a_quotation_is_no_matter_of_words(search: Search) -> None:
    assert found(search, '"与える"') == []


def test_without_a_dictionary_the_characters_are_found(search: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictionary, "name", lambda: "")
    assert found(search, "条例") == ["tokyo"]
    assert {*found(search, "京都")} == {"kyoto", "tokyo"}
    assert found(search, "与える") == []
