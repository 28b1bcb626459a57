"""Units, readings and lines of words: folded alike on both sides, and placed where they stand in the text."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from glossary.search.grammar import Phrase, understood
from glossary.search.highlight import highlighted, located, occurrences
from glossary.search.tokens import tokens, units
from glossary.text import lettered

MIXED = st.text(alphabet="aB9ﾊﾞﾊハばー・、 生成ＡＩé\u0301\u00ad㍿葛\U000e0100が\u3099ß", max_size=20)


def test_japanese_becomes_pairs_and_the_last_character_of_each_run() -> None:
    assert tokens("生成AIの幻覚。") == ["生成", "成", "ai", "の幻", "幻覚", "覚"]


def test_other_words_are_folded_whole() -> None:
    assert tokens("Fine-tuned Policies, ＬＬＭs!") == ["fine", "tuned", "policy", "llm"]


def test_neither_long_marks_nor_middle_dots_part_a_word() -> None:
    assert tokens("ファイン・チューニング") == tokens("ﾌｧｲﾝﾁｭﾆﾝｸﾞ")


@given(MIXED)
@example("ｶﾞﾊﾟ")
@example("㍿")
def test_units_stand_in_order_within_the_text(text: str) -> None:
    placed = units(text)
    assert all(0 <= unit.start < unit.end <= len(text) for unit in placed)
    assert all(first.start <= second.start for first, second in pairwise(placed))


@given(MIXED, MIXED, MIXED)
@example("", "が ㍿", "")
def test_a_phrase_is_found_in_what_contains_it(before: str, phrase: str, after: str) -> None:
    asked = Phrase(phrase)
    text = f"{before} {phrase} {after}"
    if asked.units:
        assert occurrences(asked, units(text))
        assert asked.stands_in(text)


@given(MIXED, MIXED)
@example("a b", "a b*")
@example("カー・カ", "カ*")
def test_a_phrase_stands_in_a_text_wherever_it_occurs(text: str, asked: str) -> None:
    phrase = Phrase(asked)
    if phrase.units and phrase.stands_in(text):
        assert occurrences(phrase, units(text))


@pytest.mark.parametrize(
    ("text", "form", "marked"),
    [
        ("これはﾊﾙｼﾈｰｼｮﾝです", "ハルシネーション", "ﾊﾙｼﾈｰｼｮﾝ"),
        ("これはハルシネーションです", "ﾊﾙｼﾈｰｼｮﾝ", "ハルシネーション"),
        ("𠮷野家のＬＬＭｓを", "llm", "ＬＬＭｓ"),
        ("カ\u3099ン", "ガン", "カ\u3099ン"),
        ("株式㍿だ", "会社", "㍿"),
        ("サーバーを", "サーバ", "サーバー"),
    ],
)
def test_a_range_covers_the_characters_as_stored(text: str, form: str, marked: str) -> None:
    ((start, end),) = occurrences(Phrase(form), units(text))
    assert text[start:end] == marked


def test_ranges_that_touch_are_marked_as_one() -> None:
    assert highlighted("abcdef", "en", [(2, 4), (0, 2), (3, 5)]).html == "<mark>abcde</mark>f"


def test_a_form_is_located_from_the_beginning_of_a_word() -> None:
    assert located("traditional AI", "ai") == [(12, 14)]
    assert located("explainability", "ai") == []
    assert located("説明可能性", "可能") == [(2, 4)]


@pytest.mark.parametrize(
    ("text", "reading", "mixed"),
    [
        ("生成AI", "せいせいえーあい", "せいせいai"),
        ("AI官民フォーラム", "えいあいかんみんふぉーらむ", "aiかんみんふぉーらむ"),
        ("LLM", "エルエルエム", "llm"),
        ("RAG", "らぐ", ""),
        ("幻覚", "げんかく", ""),
    ],
)
def test_spelled_letters_are_put_back_into_a_reading(text: str, reading: str, mixed: str) -> None:
    assert lettered(text, reading) == mixed


def test_a_line_of_words_is_understood() -> None:
    asked = understood('生成AI "large  model" -prompt −"no more" plain-word')
    assert [phrase.units for phrase in asked.phrases] == [
        ("生", "成", "ai"),
        ("large", "model"),
        ("plain", "word"),
    ]
    assert [phrase.units for phrase in asked.excluded] == [("prompt",), ("no", "more")]
    assert asked.form == "生成AI large  model plain-word"


def test_only_so_much_of_a_line_counts() -> None:
    assert len(understood("x" * 10_000).form) == 200
    assert len(understood(" ".join(f"w{n}" for n in range(50))).phrases) == 16
