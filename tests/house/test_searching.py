"""The page about searching says what is so: each way of matching, with its example."""

from __future__ import annotations

import re

import pytest

from glossary import Glossaries, Query, Whereabouts
from glossary.labels import WAYS_OF_MATCHING
from tests.support import ROOT

PAGE = (ROOT / "docs" / "searching.md").read_text(encoding="utf-8")
EXAMPLES = {
    "exact": ["ハルシネーション"],
    "width": ["ﾊﾙｼﾈｰｼｮﾝ", "ＬＬＭ"],
    "case": ["llm"],
    "kana": ["はるしねーしょん"],
    "separator": ["ファイン・チューニング", "fine tuning", "「幻覚」"],
    "long_vowel": ["AIエイジェント", "ハルシネション"],
    "script_variant": ["學習濟モデル"],
    "inflection": ["LLMs"],
    "spelling": ["International Organisation of Securities Commissions"],
    "reading": ["げんかく", "エルエルエム", "せいせいAI"],
    "romaji": ["harushineeshon", "harusinêsyon", "faintyuuningu"],
    "search_form": ["学習済みモデル"],
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Glossaries:
    home = tmp_path_factory.mktemp("searching")
    opened = Glossaries.open(Whereabouts(home, home / "glossary.db", home / "index"))
    opened.seed()
    return opened


def test_the_page_names_every_way_of_matching() -> None:
    assert set(re.findall(r"`([a-z_]+)`", PAGE)) >= set(WAYS_OF_MATCHING)


@pytest.mark.parametrize(("way", "form"), [(way, form) for way, forms in EXAMPLES.items() for form in forms])
def test_each_example_matches_in_its_way(house: Glossaries, way: str, form: str) -> None:
    assert house.terms(form)[0].matched_on == way


@pytest.mark.parametrize(
    ("way", "words"), [("part", "言語モデル"), ("fuzzy", "halucination"), ("text", "もっともらしい")]
)
def test_what_is_near_is_found_by_search_alone(house: Glossaries, way: str, words: str) -> None:
    assert way in [hit.matched_on for hit in house.search(Query(text=words)).hits]
