"""Okurigana: what may be left out is left out, and what tells words apart stays."""

import pytest

from glossary.text import okurigana_key


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
