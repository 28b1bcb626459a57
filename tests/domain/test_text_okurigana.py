"""Okurigana: what may be left out is left out, and what tells words apart stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.text import content_words, okurigana_folded, okurigana_key, okurigana_spans

TEXTS = st.text(st.sampled_from("取り扱い合わせた行な切替学習しを。AB々"), max_size=20) | st.text(max_size=20)


@pytest.mark.parametrize(
    "spellings",
    [
        ("埋め込み", "埋込み", "埋込", "埋め込"),
        ("引っ越し", "引越し", "引越", "引っ越"),
        ("取り扱い", "取扱い", "取扱"),
        ("申し込み", "申込み", "申込", "申し込"),
        ("打ち合わせ", "打合わせ", "打合せ", "打ち合せ"),
        ("見積もり比較", "見積り比較", "見積比較"),
        ("取り扱い説明書", "取扱い説明書", "取扱説明書"),
        ("埋め込みベクトル", "埋込ベクトル", "埋込みﾍﾞｸﾄﾙ"),
        ("売り上げ", "売上げ", "売上"),
        ("差し押さえ", "差押え", "差押"),
        ("引き当て金", "引当て金", "引当金"),
        ("組み合わせる", "組合せる", "組合わせる"),
    ],
)
def test_a_word_has_one_key_with_few_okurigana_and_with_many(spellings: tuple[str, ...]) -> None:
    assert len({okurigana_key(each) for each in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("目の前", "目前"),
        ("人と人", "人人"),
        ("強化に学習", "強化学習"),
        ("公正さ評価", "公正評価"),
        ("機械が学習", "機械学習"),
        ("顧客サ込", "顧客込"),
        ("学習する機械", "学習機械"),
    ],
)
def test_a_particle_or_another_ending_stays(one: str, other: str) -> None:
    assert okurigana_key(one) != okurigana_key(other)


@pytest.mark.parametrize("text", ["", "ー", "調べ", "調", "データ", "AI", "ABい", "しらべ"])
def test_a_word_with_fewer_than_two_kanji_has_no_such_key(text: str) -> None:
    assert okurigana_key(text) == ""


@pytest.mark.parametrize(
    "spellings",
    [
        "取り扱いを定める 取扱いを定める 取扱を定める",
        "手続きの見直し 手続の見直",
        "申し込み 申込み 申込",
        "打ち合わせ 打合せ 打合わせ",
        "受け付け 受付け 受付",
        "引き当て金 引当て金 引当金",
        "受け入れ環境 受入れ環境 受入環境",
        "繰り返しの開発 繰返しの開発",
        "切り替えられる 切替えられる",
        "組み合わせる 組合せる",
        "取り残されて 取残されて",
        "代わりに 代りに",
        "引っ越し 引越し 引越",
    ],
)
def test_in_a_text_compounds_are_the_same_with_few_okurigana_and_with_many(spellings: str) -> None:
    assert len({okurigana_folded(each) for each in spellings.split()}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "学習し推論する",
        "目の前",
        "機械に学習",
        "受ける",
        "取ります",
        "人と人",
        "早い段階",
        "公開し、",
        "AIを扱う",
        "",
        "ー",
    ],
)
def test_in_a_text_what_makes_no_compound_stays(text: str) -> None:
    assert okurigana_folded(text) == text


@given(TEXTS)
def test_a_folded_text_is_the_text_without_the_places_named(text: str) -> None:
    spans = list(okurigana_spans(text))
    left_out = {at for start, end in spans for at in range(start, end)}
    assert all(start < end for start, end in spans)
    assert okurigana_folded(text) == "".join(each for at, each in enumerate(text) if at not in left_out)


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("特徴や傾向を学習", ("特徴", "傾向", "学習")),
        ("機微情報の取り扱い", ("機微情報", "取扱")),
        ("生成AIに与える指示", ("生成", "AI", "与", "指示")),
        ("機械学習", ()),
        ("はるしねーしょん", ()),
        ("large language model", ()),
        ("", ()),
    ],
)
def test_a_phrase_is_about_its_words_without_the_hiragana_between(phrase: str, words: tuple[str, ...]) -> None:
    assert content_words(phrase) == words
