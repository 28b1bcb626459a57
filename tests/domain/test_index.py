"""The index of a list: which keys stand under a heading; and what is set above a term."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import Glossaries, ListRequest, Relation, Whereabouts, above, heading, headings
from glossary.errors import InvalidQuery
from glossary.text import key_ranges, sort_key
from tests.support import SETTINGS, draft

TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=8)


@given(TEXTS, st.lists(st.text("あかさたなはまやらわがぱーっんABz3", min_size=1, max_size=5), max_size=2))
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_term_stands_in_the_keys_of_its_heading_and_of_no_other(
    language: str, text: str, readings: list[str]
) -> None:
    key = sort_key(text, readings, language)
    under = [
        name for name in headings(language) if any(first <= key < end for first, end in key_ranges(name, language))
    ]
    assert under == [heading(text, readings, language)]


def test_a_concept_knows_who_names_it_in_the_wording_in_force(place: Whereabouts) -> None:
    with Glossaries.open(place) as house:
        author, trial = house.house(), house.make(SETTINGS, house.house())
        to_one = (Relation(type="related", target="one"), Relation(type="broader", target="one", kind="generic"))
        trial.load([draft("one"), draft("two", relations=to_one), draft("three", relations=to_one[:1])], author)
        assert [each.concept.id for each in trial.pointing_at("one")] == ["three", "two"]
        trial.put(draft("three"), author, 1)
        assert [each.concept.id for each in trial.pointing_at("one")] == ["two"]
        trial.put(draft("one", relations=(Relation(type="contrast", target="two"),)), author, 1)
        assert [each.concept.id for each in trial.contrasting()] == ["one"]
        house.redact("trial", "one", [2], "content", "求め", author)
        assert trial.contrasting() == []
        trial.retire("two", author, None, {"ja": "統合"})
        assert trial.pointing_at("one") == []


def test_what_is_no_heading_has_no_keys() -> None:
    assert [key_ranges(name, "ja") for name in ("", "い", "a", "AB", "#", "é")] == [()] * 6
    assert [key_ranges(name, "en") for name in ("あ", "その他", "b")] == [()] * 3


def test_a_list_may_keep_to_one_heading(place: Whereabouts) -> None:
    with Glossaries.open(place) as house:
        trial = house.make(SETTINGS, house.house())
        trial.load([draft("one"), draft("two")], house.house())
        assert len(trial.concepts(ListRequest(heading="や")).items) == 2
        assert trial.concepts(ListRequest(heading="あ")).items == []
        with pytest.raises(InvalidQuery):
            trial.concepts(ListRequest(heading="ア"))


@pytest.mark.parametrize(
    ("text", "reading", "expected"),
    [
        ("生成AI", "せいせいえーあい", (("生成", "せいせい"), ("AI", ""))),
        ("学習済みモデル", "がくしゅうずみもでる", (("学習済", "がくしゅうず"), ("みモデル", ""))),
        ("説明可能性", "せつめいかのうせい", (("説明可能性", "せつめいかのうせい"),)),
        ("ハルシネーション", "はるしねーしょん", (("ハルシネーション", ""),)),
        ("RAG", "らぐ", (("RAG", ""),)),
        ("ChatGPT", "ちゃっとじーぴーてぃー", (("ChatGPT", ""),)),
        ("今日", "きょう", (("今日", "きょう"),)),
        ("お金の流れ", "おかねのながれ", (("お", ""), ("金", "かね"), ("の", ""), ("流", "なが"), ("れ", ""))),
        ("読みの合わない", "ちがう", (("読みの合わない", "ちがう"),)),
    ],
)
def test_a_reading_stands_above_what_needs_it(text: str, reading: str, expected: object) -> None:
    assert above(text, reading) == expected


@given(TEXTS, st.text("あかさたなのー", max_size=100))
def test_nothing_of_a_term_is_lost_above_which_a_reading_is_set(text: str, reading: str) -> None:
    assert "".join(run for run, _ in above(text, reading)) == text
