"""What a form may have been meant as: loanwords by ear, letters by name, asides in brackets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.text import key, lettered, otherwise_meant, short_key, without_aside

TEXTS = st.text(st.sampled_from("アイウーシエスデティ-~一AIs'（）()「」 aとto"), max_size=15) | st.text(max_size=15)


@pytest.mark.parametrize(
    ("form", "reason", "term"),
    [
        ("デ−タ", "long_vowel", "データ"),
        ("サ〜ビス", "long_vowel", "サービス"),
        ("ノ一ド", "long_vowel", "ノード"),
        ("サアビス", "long_vowel", "サービス"),
        ("スキイ", "long_vowel", "スキー"),
        ("CDs", "inflection", "CD"),
        ("CD’s", "inflection", "CD"),
        ("FaaSs", "inflection", "FaaS"),
        ("CDsの評価", "inflection", "CDの評価"),
        ("an AI agent", "separator", "AI agent"),
        ("to fine-tune", "separator", "fine-tune"),
        ("エーピーアイ", "reading", "API"),
        ("ｴｰﾋﾟｰｱｲゲートウェイ", "reading", "APIゲートウェイ"),
        ("相互ティーエルエス認証", "reading", "相互TLS認証"),
        ("エッチ・ティー・ティー・ピー", "reading", "HTTP"),
        ("エイチティーティーピー", "reading", "HTTP"),
    ],
)
def test_a_form_may_be_meant_as_another(form: str, reason: str, term: str) -> None:
    assert (reason, key(term)) in [(why, key(other)) for why, other in otherwise_meant(form)]


@pytest.mark.parametrize(
    "form", ["", "ー", "データ", "AI", "API", "Asia", "Tokyo", "あい", "一式", "セット一式", "CDS", "to", "幻覚"]
)
def test_most_forms_are_meant_as_they_are(form: str) -> None:
    assert not list(otherwise_meant(form))


@pytest.mark.parametrize(
    ("form", "parts"),
    [
        ("LLM（大規模言語モデル）", ("LLM", "大規模言語モデル")),
        ("大規模言語モデル(LLM)", ("大規模言語モデル", "LLM")),
        ("RAG (retrieval-augmented generation)", ("RAG", "retrieval-augmented generation")),
        ("検索拡張生成（RAG)。", ("検索拡張生成", "RAG")),
        ("生成AI【せいせいえーあい】", ("生成AI", "せいせいえーあい")),
        ("幻覚「ハルシネーション」", ("幻覚", "ハルシネーション")),
        ("「幻覚」", ()),
        ("(RAG)", ()),
        ("LLM()", ()),
        ("LLM（。）", ()),
        ("LLM（大規模）モデル", ()),
        ("（仮）計画", ()),
        ("LLM", ()),
        ("", ()),
    ],
)
def test_one_aside_at_the_end_is_told_from_what_it_explains(form: str, parts: tuple[str, ...]) -> None:
    assert without_aside(form) == parts


@given(TEXTS)
def test_whatever_is_typed_has_parts_that_are_something(text: str) -> None:
    assert len(without_aside(text)) in (0, 2)
    assert all(map(key, without_aside(text)))
    assert all(key(other) and other != text for _, other in otherwise_meant(text))


@pytest.mark.parametrize(
    ("form", "term"),
    [
        ("ハルシネション", "ハルシネーション"),
        ("プラットホーム", "プラットフォーム"),
        ("セキュリチー", "セキュリティ"),
        ("マルチテナンシィ", "マルチテナンシー"),
        ("カナリヤデプロイメント", "カナリアデプロイメント"),
        ("バイヤス", "バイアス"),
        ("ディジタル", "ジジタル"),
        ("構造化データー", "構造化データ"),
        ("プロジュース", "プロデュース"),
    ],
)
def test_a_loanword_is_spelled_by_ear(form: str, term: str) -> None:
    assert short_key(form) == short_key(term) != ""


@pytest.mark.parametrize("text", ["", "ー", "ビール", "コード", "データ", "AI", "幻覚"])
def test_of_a_short_word_too_little_is_left(text: str) -> None:
    assert short_key(text) == ""


@pytest.mark.parametrize(
    ("text", "reading", "written"),
    [
        ("生成AI", "せいせいえーあい", "せいせいai"),
        ("AI/ML基盤", "エーアイ・エムエル・きばん", "ai・ml・きばん"),
        ("幻覚", "げんかく", ""),
        ("RAG", "らぐ", ""),
    ],
)
def test_a_reading_has_letters_where_it_spells_them_out(text: str, reading: str, written: str) -> None:
    assert lettered(text, reading) == written
