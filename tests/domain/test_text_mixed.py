"""Terms with some of their kanji written in kana, and what is none of that."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.text import Beginning, is_written_with_kana, key, mixed_beginning

TERMS = {
    "金融庁": "きんゆうちょう",
    "機械学習": "きかいがくしゅう",
    "説明可能性": "せつめいかのうせい",
    "公平性": "こうへいせい",
    "大規模言語モデル": "だいきぼげんごもでる",
    "従来型AI": "じゅうらいがたえーあい",
    "AI官民フォーラム": "えーあいかんみんふぉーらむ",
    "学習済みモデル": "がくしゅうずみもでる",
    "日本銀行": "にっぽんぎんこう",
    "偽・誤情報": "ぎごじょうほう",
    "取り扱い": "とりあつかい",
    "株価指数": "かぶかしすう",
    "仕組債": "しくみさい",
    "外部委託先管理": "がいぶいたくさきかんり",
    "G20財務大臣・中央銀行総裁会議": "じーとぅえんてぃざいむだいじんちゅうおうぎんこうそうさいかいぎ",
    "RAG技術": "らぐぎじゅつ",
    "3ヶ月物": "さんかげつもの",
    "基礎応用": "きそおうよう",
    "帆を張る": "ほをはる",
}
TEXTS = st.text(st.sampled_from("金融庁学習きんゆうちょがくしーアイAI・々ﾊﾟ"), max_size=12) | st.text(max_size=12)

FORMS = [
    *[("金融庁", form) for form in ("金融ちょう", "きんゆう庁", "キンユウ庁", "ｷﾝﾕｳ庁", "金ゆう庁", "金融ちよう")],
    *[("機械学習", form) for form in ("機械がくしゅう", "きかい学習", "機かい学しゅう", "機械 ガクシュウ")],
    *[("説明可能性", form) for form in ("説明かのう性", "せつめい可能性", "説明可能せい")],
    *[("大規模言語モデル", form) for form in ("大きぼ言語モデル", "だいきぼ言語もでる", "大規模げんごﾓﾃﾞﾙ")],
    *[("従来型AI", form) for form in ("従来がたAI", "じゅうらい型ＡＩ", "従来がたエーアイ", "従来型えーあい")],
    *[("AI官民フォーラム", form) for form in ("AIかんみんフォーラム", "エーアイ官民ふぉーらむ")],
    *[("学習済みモデル", form) for form in ("がくしゅう済みモデル", "学習ずみモデル")],
    *[("外部委託先管理", form) for form in ("外部いたく先管理", "がいぶ委託先管理", "外部委託さき管理")],
    *[("取り扱い", form) for form in ("とり扱い", "取りあつかい")],
    *[("株価指数", form) for form in ("かぶ価指数", "株か指数")],
    *[("仕組債", form) for form in ("仕くみ債", "しくみ債")],
    *[("基礎応用", form) for form in ("基礎おうよう", "きそ応用", "基そ応用")],
    *[("帆を張る", form) for form in ("帆をはる", "ほを張る")],
    ("偽・誤情報", "偽・ご情報"),
    ("日本銀行", "日本ぎんこう"),
    ("RAG技術", "RAGぎじゅつ"),
    ("3ヶ月物", "3ヶ月もの"),
    ("G20財務大臣・中央銀行総裁会議", "G20ざいむ大臣・中央ぎんこう総裁会議"),
]


@pytest.mark.parametrize(("text", "form"), FORMS)
def test_a_form_is_the_term_with_some_kanji_as_they_are_read(text: str, form: str) -> None:
    assert is_written_with_kana(form, text, TERMS[text])
    assert is_written_with_kana(key(form), key(text), key(TERMS[text]))


@pytest.mark.parametrize(
    ("text", "form"),
    [
        *[
            ("金融庁", form)
            for form in ("金融庁", "きんゆうちょう", "金融ちょうさ", "金融", "金ちょう", "金融庁ちょう")
        ],
        *[("金融庁", form) for form in ("きんゆう金融庁", "庁きんゆう", "金融庁は", "ー", "", "融きんちょう")],
        *[("公平性", form) for form in ("公せいせい", "公せい性", "公正性", "公へ性")],
        *[
            ("機械学習", form)
            for form in ("機械がく", "機械がくしゅ", "機械しゅう", "機械学しゅうする", "機械きかい学習")
        ],
        ("従来型AI", "従来がたML"),
        ("従来型AI", "従来AI"),
    ],
)
def test_what_does_not_stand_kana_for_kanji_is_not_the_term(text: str, form: str) -> None:
    assert not is_written_with_kana(form, text, TERMS[text])


@pytest.mark.parametrize(
    ("form", "beginning"),
    [
        ("金融ちょう", Beginning("text", "金融", ())),
        ("キンユウ庁", Beginning("reading", "きんゆう", ())),
        ("ＡＩかんみん", Beginning("text", "ai", ())),
        ("エーアイ官民", Beginning("reading", "えいあい", ())),
        ("せつめい可のう性", Beginning("reading", "せつめい", ("のう",))),
        ("機械がく習モデル", Beginning("text", "機械", ("習",))),
        ("と言う", Beginning("reading", "と", ("う",))),
        ("と言", None),
        ("aかんみん", None),
        ("金融庁", None),
        ("きんゆうちょう", None),
        ("AI", None),
        ("", None),
    ],
)
def test_a_form_tells_by_what_its_term_is_looked_up(form: str, beginning: Beginning | None) -> None:
    assert mixed_beginning(form) == beginning


@pytest.mark.parametrize(("text", "form"), FORMS)
def test_the_term_of_a_form_begins_as_the_form_tells(text: str, form: str) -> None:
    beginning = mixed_beginning(form)
    assert beginning
    assert beginning.is_had_by(key(text if beginning.table == "text" else TERMS[text]))


@given(TEXTS, TEXTS, TEXTS)
def test_any_three_texts_are_compared_without_an_error(form: str, text: str, reading: str) -> None:
    mixed_beginning(form)
    if is_written_with_kana(form, text, reading):
        assert key(form) not in ("", key(text), key(reading))


@pytest.mark.parametrize(
    ("form", "text", "reading"),
    [
        ("日か" * 100, "日" * 200, "か" * 200),
        ("日か" * 16, "日" * 32, "か" * 64),
        ("a日か" * 10, "a日日" * 10, "か" * 100),
        ("か" * 30 + "日", "日" * 32, "か" * 120),
    ],
)
def test_no_form_takes_long(form: str, text: str, reading: str) -> None:
    started = time.thread_time()
    is_written_with_kana(form, text, reading)
    assert time.thread_time() - started < 0.05
