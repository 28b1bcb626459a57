"""Which spellings are the same term, and by which fold."""

import unicodedata
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.text import KEYS_VERSION, STAGES, fold, hiragana, key, matched_on, reading_key

FRAGMENTS = [
    *"かがカガｶﾞ゛ーｰゝゞヽ々〻人國国ヶ月ゔヴァぇえいうおょんっゐゑ",
    *"・〜-‐31./&+#%'’ \u0301\u3099\u200b\U000e0100\u00adéōİß",
    *("s", "es", "ies", "LLM", "policy", "class", "bias", "analyses", "focuss", "isation", "ise", "our"),
    *("the ", "The-", "'s", "を", " "),
    *("harbour", "centre", "programme", "modell", "grey", "and"),
]
TEXTS = st.lists(st.sampled_from(FRAGMENTS), max_size=8).map("".join) | st.text(max_size=12)
ANY_STAGE = st.sampled_from(STAGES)

SAME = {
    "exact": [("幻覚", "幻覚"), ("ガイド", "カ\u3099イド")],
    "width": [
        ("ﾊﾙｼﾈｰｼｮﾝ", "ハルシネーション"),
        ("ＬＬＭ", "LLM"),
        ("生成ＡＩ", "生成AI"),
        ("学習〜推論", "学習～推論"),
        ("fine‐tuning", "fine-tuning"),
        ("葛\U000e0100飾", "葛飾"),
        ("soft\u00adware", "software"),
        ("か゛く", "がく"),
        ("R＆D", "R&D"),
        ("bank’s", "bank's"),
    ],
    "case": [("llm", "LLM"), ("Safe Harbour", "safe harbour"), ("Straße", "STRASSE")],
    "kana": [
        ("はるしねーしょん", "ハルシネーション"),
        ("せいせいai", "セイセイAI"),
        ("いすゞ", "いすず"),
        ("こゝろ", "ココロ"),
        ("人々", "人人"),
        ("部分々々", "部分部分"),
    ],
    "separator": [
        ("ファイン・チューニング", "ファインチューニング"),
        ("fine tuning", "fine-tuning"),
        ("finetuning", "fine-tuning"),
        ("「幻覚」", "幻覚"),
        ("検索拡張生成（RAG）", "検索拡張生成RAG"),
        ("U.S.", "US"),
        ("Llama-3.1-8B", "Llama 3.1 8B"),
        ("1,000", "1000"),
        ("#生成AI", "生成AI"),
        ("The Center for Financial Systems", "Center for Financial Systems"),
        ("“The Fed”", "fed"),
        ("IAIS’s", "IAIS"),
    ],
    "long_vowel": [
        ("エイジェント", "エージェント"),
        ("サーバ", "サーバー"),
        ("サ−バー", "サーバー"),
        ("インタフェース", "インターフェイス"),
        ("ソフトウエア", "ソフトウェア"),
        ("ウィンドウ", "ウインドー"),
        ("とうり", "とおり"),
        ("カヲスエンジニアリング", "カオスエンジニアリング"),
    ],
    "script_variant": [
        ("國際學會", "国際学会"),
        ("髙﨑", "高崎"),
        ("國際聯合", "国際連合"),
        ("ヴァイオリン", "バイオリン"),
        ("きずき", "きづき"),
        ("3ヶ月", "3カ月"),
        ("三ヵ国", "三箇国"),
        ("naïve", "naive"),
        ("Tōkyō", "Tokyo"),
        ("M&A", "M and A"),
    ],
    "inflection": [
        ("LLMs", "LLM"),
        ("APIs", "API"),
        ("AIs", "AI"),
        ("GPUs", "GPU"),
        ("hallucinations", "hallucination"),
        ("large language models", "large language model"),
        ("policies", "policy"),
        ("ties", "tie"),
        ("processes", "process"),
        ("biases", "bias"),
        ("analyses", "analysis"),
        ("databases", "database"),
        ("criteria", "criterion"),
        ("model's", "model"),
        ("H100s", "H100"),
        ("LLMsの評価", "LLMの評価"),
    ],
    "spelling": [
        ("safe harbor", "safe harbour"),
        ("safe harbors", "safe harbour"),
        ("tokenisation", "tokenization"),
        ("summarise", "summarize"),
        ("data centre", "data center"),
        ("program", "programme"),
        ("modelling", "modeling"),
        ("licence", "license"),
        ("catalogue", "catalog"),
        ("judgement", "judgment"),
        ("adviser", "advisor"),
    ],
}

DIFFERENT = [
    ("C++", "C"),
    ("C++", "C#"),
    ("AT&T", "ATT"),
    ("Q&A", "QA"),
    ("24/7", "247"),
    ("GPT-3.5", "GPT-35"),
    ("95%", "95"),
    ("bias", "bia"),
    ("SaaS", "saa"),
    ("BIS", "BI"),
    ("こうさ", "こさ"),
    ("きょうか", "きょか"),
    ("いえ", "い"),
    ("ハハ", "ババ"),
    ("ロ", "口"),
    ("ー", "一"),
    ("サーバ", "サービス"),
    ("four", "for"),
    ("The", "A"),
    ("theory", "ory"),
    ("a share", "share"),
    ("幻覚", "hallucination"),
]


def pairs() -> list[tuple[str, str, str]]:
    return [(stage, form, text) for stage, found in SAME.items() for form, text in found]


@pytest.mark.parametrize(("stage", "form", "text"), pairs())
def test_a_form_is_the_term_by_the_first_fold_that_makes_them_agree(stage: str, form: str, text: str) -> None:
    assert matched_on(form, text) == stage
    assert key(form) == key(text) != ""


def test_every_stage_has_examples() -> None:
    assert tuple(SAME) == STAGES


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_terms_stay_different(one: str, other: str) -> None:
    assert matched_on(one, other) is None


@pytest.mark.parametrize("form", ["", *"ー・。 \u3000‐〜々ゝ&\ufe0f\u200b", "()", "・ー"])
def test_a_form_of_signs_alone_matches_nothing_not_even_itself(form: str) -> None:
    assert key(form) == ""
    assert matched_on(form, form) is None


@pytest.mark.parametrize(
    "word",
    ["bias", "analysis", "process", "class", "corpus", "status", "series", "SaaS", "news", "AWS", "IFRS"],
)
def test_a_singular_that_ends_in_s_keeps_it(word: str) -> None:
    assert fold(word, "inflection") == word.lower()


@pytest.mark.parametrize("text", ["生成えーあい", "金融庁", "さいとう", "ハルシネーション"])
def test_english_rules_leave_japanese_alone(text: str) -> None:
    assert fold(text, "spelling") == fold(text, "script_variant")


@pytest.mark.parametrize("reading", ["エルエルエム", "えるえるえむ", "ｴﾙｴﾙｴﾑ", "エル・エル・エム"])
def test_a_reading_has_one_key_in_every_kana(reading: str) -> None:
    assert reading_key(reading) == "えるえるえむ"


def test_a_reading_may_have_latin_letters_in_it() -> None:
    assert reading_key("せいせいＡＩ") == reading_key("セイセイai") == "せいせいai"


@pytest.mark.parametrize("text", ["幻覚", "生成AI", "C++", "", "ー"])
def test_what_is_no_reading_has_no_key_of_one(text: str) -> None:
    assert reading_key(text) == ""


def test_a_reading_in_katakana_is_turned_into_hiragana() -> None:
    assert hiragana("ハルシネーション") == "はるしねーしょん"
    assert hiragana("ｳﾞｪｸﾄﾙ") == "ゔぇくとる"
    assert hiragana("生成AI・ヶ") == "生成AI・ゖ"


def test_a_stage_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="none of exact"):
        fold("幻覚", "okurigana")


def test_keys_are_stamped_with_the_unicode_data_they_were_made_by() -> None:
    assert unicodedata.unidata_version in KEYS_VERSION


@given(TEXTS, ANY_STAGE)
def test_a_folded_text_stays_as_it_is_when_folded_again(text: str, stage: str) -> None:
    assert fold(fold(text, stage), stage) == fold(text, stage)


@given(TEXTS, ANY_STAGE)
def test_the_key_of_a_folded_text_is_the_key_of_the_text(text: str, stage: str) -> None:
    assert key(fold(text, stage)) == key(text)


@given(TEXTS, TEXTS)
def test_a_match_holds_both_ways_exactly_when_the_keys_agree(one: str, other: str) -> None:
    assert matched_on(one, other) == matched_on(other, one)
    assert (matched_on(one, other) is not None) == (key(one) == key(other) != "")


@given(TEXTS, ANY_STAGE)
def test_a_text_matches_its_own_fold_at_that_stage_or_before(text: str, stage: str) -> None:
    found = matched_on(text, fold(text, stage))
    assert found is None if not key(text) else STAGES.index(str(found)) <= STAGES.index(stage)


def test_every_character_of_the_basic_plane_folds_to_something_that_stays() -> None:
    characters = map(chr, chain(range(0x3400), range(0xF900, 0xFB10), range(0xFE00, 0x10000)))
    assert not [text for text in characters if key(key(f"a{text}か")) != key(f"a{text}か")]
