"""The order of terms in a list, and the headings they stand under."""

from collections.abc import Iterable
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.text import heading, sort_key

Term = tuple[str, list[str]]

KANA = st.text("あいうえおかがきぎさざつづはばぱやゃよょんっーゝゞアカガサザハバパャ", max_size=6)
STARTS = st.sampled_from(["", "生成", "AI", "A", "agent", "24/7", "・", "「", "The ", "-", "α"])
NOTATIONS = st.builds(str.__add__, STARTS, KANA)
TERMS = st.tuples(NOTATIONS, st.lists(KANA, max_size=1))


def listed(terms: Iterable[Term], language: str) -> list[Term]:
    return sorted(terms, key=lambda term: sort_key(term[0], term[1], language))


def in_order(*terms: str) -> bool:
    """Whether kana terms, their own readings, stand in the order given."""
    return sorted(terms, key=lambda term: sort_key(term, [], "ja")) == list(terms)


@pytest.mark.parametrize(
    "terms",
    [
        "かく がけ かこ",
        "かく かぐ がく",
        "はは はば はぱ ばは ぱは",
        "カード かあど",
        "キャ きや",
        "いすゞ いすず",
        "ききょう きょう ぎょう",
        "サーバ さあば サーバー",
        "はは ハハ",
        "ははハハ ハハはは",
        "そうす ソース",
        "あっか あつか",
        "さゝ ささ",
        "うあん ヴァン",
    ],
)
def test_kana_stands_in_the_order_of_jis_x_4061(terms: str) -> None:
    assert in_order(*terms.split())


def test_terms_with_the_same_reading_stand_by_their_notation() -> None:
    homophones = ["こうしょう", "コウショウ", "交渉", "公証"]
    assert sorted(set(homophones), key=lambda term: sort_key(term, ["こうしょう"], "ja")) == homophones


def test_a_japanese_list_has_readings_first_then_letters_then_digits_and_signs() -> None:
    terms: list[Term] = [
        ("アルゴリズム", ["あるごりずむ"]),
        ("幻覚", ["げんかく"]),
        ("従来型AI", ["じゅうらいがたえーあい"]),
        ("生成AI", ["せいせいえーあい"]),
        ("「ハルシネーション」", ["はるしねーしょん"]),
        ("ファイン・チューニング", ["ふぁいんちゅーにんぐ"]),
        ("未読語", []),
        ("AI", ["えーあい"]),
        ("AI agent", []),
        ("AIエージェント", ["えーあいえーじぇんと"]),
        ("AI開発", ["えーあいかいはつ"]),
        ("AIガバナンス", ["えーあいがばなんす"]),
        ("LLM", ["えるえるえむ"]),
        ("RAG", ["らぐ"]),
        ("#生成AI", []),
        ("24/7", []),
        ("αテスト", ["あるふぁてすと"]),
    ]
    assert listed(reversed(terms), "ja") == terms


def test_an_english_list_goes_by_letters_alone() -> None:
    terms = [
        "AI",
        "AI agent",
        "ai-driven",
        "The Alan Turing Institute",
        "Éclair",
        "fine-tune",
        "fine tuning",
        "finetuning",
        "(large) language model",
        "theory",
        "3D model",
        "α-test",
    ]
    assert sorted(set(terms), key=lambda term: sort_key(term, [], "en")) == terms


@pytest.mark.parametrize(
    ("text", "readings", "language", "expected"),
    [
        ("幻覚", ["げんかく"], "ja", "か"),
        ("ハルシネーション", [], "ja", "は"),
        ("パターン", [], "ja", "は"),
        ("ヴェクトル", [], "ja", "あ"),
        ("「生成AI」", ["せいせいえーあい"], "ja", "さ"),
        ("をこと点", [], "ja", "わ"),
        ("未読語", [], "ja", "その他"),
        ("AIエージェント", ["えーあいえーじぇんと"], "ja", "A"),
        ("ＬＬＭ", ["えるえるえむ"], "ja", "L"),
        ("24/7", [], "ja", "その他"),
        ("ー", [], "ja", "その他"),
        ("hallucination", [], "en", "H"),
        ("The Fed", [], "en", "F"),
        ("Éclair", [], "en", "E"),
        ("24/7", [], "en", "#"),
        ("AI", [], "ja-JP", "A"),
        ("", [], "ja", "その他"),
        ("", [], "en", "#"),
    ],
)
def test_a_term_has_its_heading(text: str, readings: list[str], language: str, expected: str) -> None:
    assert heading(text, readings, language) == expected


@given(st.lists(TERMS, max_size=12), st.sampled_from(["ja", "en"]))
def test_a_heading_is_met_once_in_a_list(terms: list[Term], language: str) -> None:
    headings = [found for found, _ in groupby(heading(*term, language) for term in listed(terms, language))]
    named = [found for found in headings if found not in ("その他", "#")]
    assert len(named) == len(set(named))


@given(TERMS, TERMS, st.sampled_from(["ja", "en"]))
def test_different_terms_never_share_a_place(one: Term, other: Term, language: str) -> None:
    if one[0] != other[0]:
        assert sort_key(*one, language) != sort_key(*other, language)


@given(st.lists(NOTATIONS, max_size=8))
def test_bytes_in_utf_8_stand_in_the_same_order(terms: list[str]) -> None:
    keys = sorted(sort_key(term, [], "ja") for term in terms)
    assert sorted(keys, key=lambda found: found.encode()) == keys
