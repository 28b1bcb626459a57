"""What a reader sees marked inside a text, and how far a change of wording is said to go."""

from __future__ import annotations

import random

import pytest

from glossary.diff import text_segments
from glossary.diff.changes import Place
from glossary.diff.grade import text_verdict
from glossary.diff.lists import NOTES, of_list
from glossary.model import Note

HALLUCINATION = "生成AIが事実に基づかない誤った情報や、もっともらしい文章等を生成すること。"
RAG = "LLMによるテキスト生成に、外部情報の検索を組み合わせることで、回答精度を向上させる技術。"
SLM = "LLMと比較して少ないパラメーター数で運用される一種の言語モデル。"


def marked(before: str, after: str, language: str = "ja") -> str:
    """The difference as editors write it: [-struck out-]{+put in+}."""
    shapes = {"equal": "{}", "insert": "{{+{}+}}", "delete": "[-{}-]"}
    return "".join(shapes[s.op].format(s.text) for s in text_segments(before, after, language))


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("リスクなどを管理する。", "リスク等を管理する。", "リスク[-など-]{+等+}を管理する。"),
        ("学習済モデル", "学習済みモデル", "学習済{+み+}モデル"),
        ("クラスタを構成する", "クラスターを構成する", "[-クラスタ-]{+クラスター+}を構成する"),
        (
            "インフラを自動化する",
            "インフラストラクチャーを自動化する",
            "[-インフラ-]{+インフラストラクチャー+}を自動化する",
        ),
        (
            "情報を生成する現象",
            "情報をもっともらしく生成してしまう現象",
            "情報を[-生成する-]{+もっともらしく生成してしまう+}現象",
        ),
        ("実行できない処理", "実行できる処理", "実行[-できない-]{+できる+}処理"),
    ],
)
def test_japanese_is_marked_by_words_and_never_inside_one(before: str, after: str, shown: str) -> None:
    assert marked(before, after) == shown


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("文章等を生成", "文章などを生成", "文章[-等-]{+など+}を生成"),
        ("誤情報及び偽情報", "誤情報又は偽情報", "誤情報[-及び-]{+又は+}偽情報"),
        ("平等を守る", "公平を守る", "[-平等-]{+公平+}を守る"),
    ],
)
def test_a_closing_nado_and_a_joining_oyobi_are_words_of_their_own(before: str, after: str, shown: str) -> None:
    assert marked(before, after) == shown


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("1,000件を超える", "10,000件を超える", "[-1,000-]{+10,000+}件を超える"),
        ("2025年6月18日に公表", "2025年6月20日に公表", "[-2025年6月18日-]{+2025年6月20日+}に公表"),
        ("１．５倍となる", "2.5倍となる", "[-１．５-]{+2.5+}倍となる"),
        ("2025-06-18から", "2025-06-20から", "[-2025-06-18-]{+2025-06-20+}から"),
        ("費用は100万円である", "費用は100億円である", "費用は[-100万-]{+100億+}円である"),
    ],
)
def test_a_number_or_a_date_is_marked_whole(before: str, after: str, shown: str) -> None:
    assert marked(before, after) == shown


def test_an_added_sentence_is_marked_from_its_start_to_its_end() -> None:
    added = "これはLLMとは限らない。"
    assert marked(RAG + SLM, RAG + added + SLM) == RAG + "{+" + added + "+}" + SLM


def test_changes_around_a_small_island_become_one_but_never_across_a_full_stop() -> None:
    assert marked("検索が高速だ", "生成を正確だ") == "[-検索が高速-]{+生成を正確+}だ"
    assert marked("検索。高速", "生成。正確") == "[-検索-]{+生成+}。[-高速-]{+正確+}"
    assert marked("検索\n高速", "生成\n正確") == "[-検索-]{+生成+}\n[-高速-]{+正確+}"


def test_an_island_longer_than_what_surrounds_it_stays() -> None:
    assert marked("甲です乙", "丙です丁") == "[-甲-]{+丙+}です[-乙-]{+丁+}"


def test_english_is_marked_by_words_with_the_blank_that_follows() -> None:
    assert marked("the model's output", "the models' output", "en") == "the [-model's -]{+models' +}output"
    assert marked("it isn't based on it", "it is based on it", "en-GB") == "it [-isn't -]{+is +}based on it"


def test_a_kanji_keeps_its_variation_selector() -> None:
    assert marked("葛\U000e0100城市", "葛\U000e0101城市") == "[-葛\U000e0100城市-]{+葛\U000e0101城市+}"


def test_equal_texts_are_one_segment_and_empty_texts_none() -> None:
    assert marked(SLM, SLM) == SLM
    assert text_segments("", "", "ja") == ()
    assert marked("", SLM) == "{+" + SLM + "+}"


@pytest.mark.parametrize(
    ("before", "after", "language", "grade", "reason"),
    [
        (SLM, SLM.replace("パラメーター", "パラメータ"), "ja", "editorial", "folding-equal"),
        (RAG, RAG.replace("に、外部", "に外部"), "ja", "editorial", "folding-equal"),
        (RAG, RAG.replace("LLM", "ＬＬＭ"), "ja", "editorial", "folding-equal"),
        (
            "[モデル](https://a.example/1)",
            "[モデル](https://b.example/2)",
            "ja",
            "editorial",
            "folding-equal",
        ),
        ("事前に学習済のモデル", "事前に学習済みのモデル", "ja", "editorial", "kana-only"),
        ("Color of a model", "Colour of a model", "en", "editorial", "similar"),
        (RAG, RAG.replace("回答精度", "回答の質"), "ja", "scope", "words-changed"),
        ("学習データの量", "学習用データの量", "ja", "scope", "words-changed"),
        (RAG, RAG.replace("外部情報", "外部情報や社内文書"), "ja", "scope", "words-added"),
        (RAG, RAG.replace("外部情報の", ""), "ja", "scope", "words-removed"),
        (HALLUCINATION, HALLUCINATION.replace("誤った情報や、", ""), "ja", "scope", "words-changed"),
        (HALLUCINATION, HALLUCINATION.replace("基づかない", "基づく"), "ja", "meaning", "negation"),
        ("教師あり学習の手法の一種。", "教師なし学習の手法の一種。", "ja", "meaning", "negation"),
        ("利用者の承認を得た取引", "利用者の未承認を得た取引", "ja", "meaning", "negation"),
        ("顧客情報を含まずに学習する", "顧客情報を含み学習する", "ja", "meaning", "negation"),
        ("information not based on facts", "information based on facts", "en", "meaning", "negation"),
        (RAG, RAG.replace("外部情報の", "外部情報のみの"), "ja", "meaning", "limits"),
        ("10人以上の組織に適用する", "10人未満の組織に適用する", "ja", "meaning", "limits"),
        ("社外を除く全ての部署", "社外を含む全ての部署", "ja", "meaning", "limits"),
        ("金融機関が確認する。", "金融機関が確認しなければならない。", "ja", "meaning", "limits"),
        ("a bank may use it", "a bank must use it", "en", "meaning", "limits"),
        ("文章及び画像を生成する", "文章又は画像を生成する", "ja", "meaning", "connectives"),
        ("text and images", "text or images", "en", "meaning", "connectives"),
        ("2025年6月に公表された", "2025年7月に公表された", "ja", "meaning", "numbers"),
        ("on 18 June 2025 it met", "on 18 July 2025 it met", "en", "meaning", "numbers"),
        ("精度が1.5倍になる", "精度が15倍になる", "ja", "meaning", "numbers"),
        ("損失が5％を超える", "損失が5を超える", "ja", "meaning", "numbers"),
        ("three lines of defence", "two lines of defence", "en", "meaning", "numbers"),
        (RAG, "社内の文書を探し、見つけた箇所を根拠として示す仕組み。", "ja", "meaning", "rewritten"),
    ],
)
def test_the_gravest_rule_that_fires_gives_the_grade(
    before: str, after: str, language: str, grade: str, reason: str
) -> None:
    assert text_verdict(before, after, language) == (grade, reason)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1,000件の文書", "1000件の文書"),
        ("３つの防衛線", "三つの防衛線"),
        ("文書及び画像を生成する", "文書および画像を生成する"),
        ("必ず行なう確認", "必ず行う確認"),
    ],
)
def test_another_way_to_write_the_same_is_no_change_of_meaning(before: str, after: str) -> None:
    assert text_verdict(before, after, "ja").grade != "meaning"


def test_a_negation_that_only_moved_does_not_count() -> None:
    before, after = "It isn't true that models reason.", "That models reason, this is not true."
    assert text_verdict(before, after, "en").reason != "negation"


def test_a_kanji_or_a_prefix_more_makes_another_word_of_it() -> None:
    assert text_verdict("事前学習モデル", "学習モデル", "ja") == ("scope", "words-changed")


def test_words_that_differ_by_their_beginning_are_no_spellings_of_one_word() -> None:
    assert text_verdict("internal data", "external data", "en") == ("scope", "words-changed")
    assert text_verdict("supervised learning", "unsupervised learning", "en") == ("scope", "words-changed")


def test_the_forms_of_one_term_are_the_same_word() -> None:
    longer = RAG.replace("LLM", "大規模言語モデル")
    assert text_verdict(RAG, longer, "ja").grade == "scope"
    assert text_verdict(RAG, longer, "ja", ("LLM", "大規模言語モデル")) == ("editorial", "folding-equal")


@pytest.mark.parametrize("character", ["a", "1", "、", "。", "一", "あ", " ", "\n", "["])
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.timeout(60)  # benchmarks/hostile.py measures it; this only ends what never would
def test_the_largest_texts_of_one_character_are_compared(character: str, language: str) -> None:
    count = 65_536 // len(character.encode())
    before, after = character * count, character * (count // 2)
    segments = text_segments(before, after, language)
    assert "".join(part.text for part in segments if part.op != "insert") == before
    assert "".join(part.text for part in segments if part.op != "delete") == after
    assert text_verdict(before, after, language).grade in ("editorial", "scope", "meaning")


@pytest.mark.parametrize(("count", "length"), [(1000, 300), (190, 1700), (5, 21_000)])
@pytest.mark.timeout(60)
def test_long_lists_in_which_nothing_stayed_are_compared(count: int, length: int) -> None:
    chosen = random.Random(2)
    before, after = (
        [
            Note(kind="note", text="".join(chosen.choices("生成の利用に伴うリスクを管理", k=length)))
            for _ in range(count)
        ]
        for _ in range(2)
    )
    changes = list(of_list(Place("/notes", "ja"), before, after, NOTES))
    assert len(changes) >= count
