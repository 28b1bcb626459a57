"""A reading fits a term when the term's kana stand in it in order."""

from __future__ import annotations

import pytest

from glossary.checks.readings import fits

GOOD = [
    ("取り扱い", "とりあつかい"),
    ("生成AI", "せいせいえーあい"),
    ("RAG", "らぐ"),
    ("ChatGPT", "ちゃっとじーぴーてぃー"),
    ("モデル・リスク管理", "もでるりすくかんり"),
    ("いすゞ", "いすず"),
    ("一ヶ月", "いっかげつ"),
    ("関ケ原", "せきがはら"),
    ("人々", "ひとびと"),
    ("応える", "こたえる"),
    ("ヴァーチャル", "ばーちゃる"),
    ("AML/CFT", "えーえむえるしーえふてぃー"),
    ("ﾌﾟﾛﾝﾌﾟﾄ", "ぷろんぷと"),
    ("志", "こころざし"),
    ("24時間", "にじゅうよじかん"),
    ("プロンプト", "プロンプト"),
    ("サーバー", "さーば"),
    ("雷門", "かみなりもん"),
    ("大和魂", "やまとだましい"),
    ("源頼朝", "みなもとのよりとも"),
    ("七十七銀行", "しちじゅうしちぎんこう"),
    ("一昨日", "おととい"),
]
BAD = [
    ("取り扱い", "とりしまり"),
    ("プロンプト", "ぷろんぷた"),
    ("言語モデル", "げんごでる"),
    ("学習", "がくしゅうしたものをつかう"),
    ("機械学習", "きか"),
    ("ブロックチェーン", "ぶろっくちぇん"),
    ("人工知能", "じんこうちのうぎじゅつのてびき"),
    ("金融庁", "きんゆうちょうのこうしきのようごしゅう"),
]


@pytest.mark.parametrize(("term", "reading"), GOOD)
def test_a_reading_fits(term: str, reading: str) -> None:
    assert fits(term, reading)


@pytest.mark.parametrize(("term", "reading"), BAD)
def test_a_reading_does_not_fit(term: str, reading: str) -> None:
    assert not fits(term, reading)


def test_a_long_term_is_weighed_at_once() -> None:
    assert fits("漢の" * 100, "かんの" * 100)
