"""The seed glossary says what its source says, and what it adds is marked as added."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = next(p for p in Path(__file__).resolve().parents if (p / "data" / "ai-finance").is_dir())
SEED = ROOT / "data" / "ai-finance"
SOURCE = ROOT.parent / "shared" / "seed" / "fsa-ai-forum-2025-06-18.ja.txt"
FSA_JA = "「金融庁 AI官民フォーラム」（第1回、2025年6月18日）資料"
OPENING_SLIDE = "冒頭スライド"

# The nine cells of 定義 in Appendix I, copied from the source with its line breaks deleted and nothing else.
CELLS = {
    "traditional-ai": "機械学習などAIにあらかじめデータを与え「特徴や傾向」を学習させ、入力されたデータに対して回答を得るもの"
    "（ルールベースのモデルであっても、チャットボットなど、データから複雑なルールを作成してモデルを構築・運用している場合も含む）",
    "generative-ai": "大規模言語モデル（LLM）など膨大なパラメータを有するモデルで、インターネット上のデータやコンテンツ"
    "（文章、画像等の非構造化データ）などを学習に使用し、新たなコンテンツ（文書、画像、音声、動画など）を生成する機能を有するもの",
    "llm": "Large Language Model。大規模言語モデル。",
    "slm": "Small Language Model。LLMと比較して少ないパラメーター数で運用される一種の言語モデル。"
    "特定分野に限定しての利用が想定されるため、学習するデータセット量や開発時間・費用の抑制が実現可能であるほか、"
    "構造がLLMほど複雑でないため、ローカル環境での運用に適しているなど、機微情報等の取扱いにも利点がある。",
    "rag": "Retrieval Augmented Generation。LLMによるテキスト生成に、外部情報の検索を組み合わせることで、回答精度を向上させる技術。",
    "fine-tuning": "学習済モデルを特定のタスクやユースケースに合わせて再トレーニングすること。",
    "hallucination": "生成AIが事実に基づかない誤った情報や、もっともらしい文章等を生成すること。",
    "prompt": "生成AIに対して与える指示や質問。",
    "ai-agent": "（多様なものがあり必ずしも明確な定義は定まっていないが、）設定された目標を達成するために、"
    "AIが自律的に情報を収集し、必要なタスクを特定した上で判断・実行するシステムのことを指す。",
}

# The other rows of the comparison table, item by item.
ROWS = {
    ("traditional-ai", "characteristic"): [
        "用途に応じて開発",
        "自社データ等を構造化データに加工して利用する場合が多い",
    ],
    ("traditional-ai", "use_case"): [
        "与信判断",
        "不正検知",
        "顧客のセグメンテーション、解約予測、商品のレコメンデーション",
        "チャットボット など",
    ],
    ("generative-ai", "characteristic"): [
        "学習済みの汎用モデルが広く普及（自社データなしでも導入可能）",
        "非構造化データの活用余地が従来型AIより大きい",
    ],
    ("generative-ai", "use_case"): [
        "文書の要約・翻訳・ドラフト",
        "コミュニケーション補助（メール・チャット文案作成等）",
        "RAGによる情報検索（社内FAQ含む）",
        "チャットボット など",
    ],
}

# Each model of the timeline: maker and country as printed, month as printed (Claude's does not survive).
MODELS = {
    "chatgpt": ("Open AI社", "米", ("2022年11月", "2022-11")),
    "llama": ("meta社", "米", ("2023年２月", "2023-02")),
    "bard-gemini": ("Google社", "米", ("2023年3月", "2023-03")),
    "deepseek-r1": ("DeepSeek社", "中", ("2025年１月", "2025-01")),
    "claude": ("Anthropic社", "米", None),
    "cotomi": ("NEC社", "日", ("2023年８月", "2023-08")),
    "tsuzumi": ("NTT社", "日", ("２０24年３月", "2024-03")),
}

IDS = {
    *CELLS,
    *MODELS,
    "machine-learning",
    "language-model",
    "foundation-model",
    "pre-trained-model",
    "multimodality",
    "structured-data",
    "unstructured-data",
    "sensitive-information",
    "chatbot",
    "use-case",
    "fraud-detection",
    "credit-screening",
    "ocr",
    "aml-cft",
    "explainability",
    "fairness",
    "bias",
    "risk-of-not-taking-on-challenges",
    "market-correlation",
    "financial-exclusion",
    "false-and-misleading-information",
    "model-risk-management",
    "third-party-risk-management",
    "outsourcing-management",
    "ai-governance",
    "cybersecurity",
    "personal-information-protection",
    "risk-based-approach",
    "safe-harbor",
    "investor-protection",
    "market-integrity",
    "financial-stability",
    "fsa",
    "bank-of-japan",
    "fsb",
    "iosco",
    "ifiar",
    "iais",
    "fisc",
    "fdua",
    "g20-finance",
    "ai-public-private-forum",
    "ai-discussion-paper",
}

NOT_IN_THE_SOURCE = {
    "小規模言語モデル",
    "検索拡張生成",
    "光学文字認識",
    "マネー・ローンダリング及びテロ資金供与対策",
    "生成的AI",
    "GenAI",
    "リスクベース・アプローチ",
}

SEARCH_FORMS = {
    "pre-trained-model": "学習済みモデル",
    "model-risk-management": "モデルリスク管理",
    "third-party-risk-management": "サードパーティ・リスク管理",
    "chatgpt": "チャットGPT",
    "llama": "Llama",
}


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


GLOSSARY = read(SEED / "glossary.json")
CONCEPTS = {path.stem: read(path) for path in sorted((SEED / "concepts").glob("*.json"))}


def section(id_: str, language: str) -> Any:
    return CONCEPTS[id_]["languages"][language]


def notes(id_: str, kind: str, language: str = "ja") -> list[str]:
    return [n["text"] for n in section(id_, language).get("notes", []) if n["kind"] == kind]


def sections() -> list[Any]:
    return [(id_, language, s) for id_, c in CONCEPTS.items() for language, s in c["languages"].items()]


def terms(language: str | None = None) -> list[Any]:
    return [(id_, t) for id_, lang, s in sections() if language in (None, lang) for t in s["terms"]]


def quotations() -> Iterator[Any]:
    """Everything in Japanese that claims to stand in the source as it is, with its source."""
    for id_, language, s in sections():
        if language != "ja":
            continue
        items = [*s["terms"], *s.get("notes", []), *(c for t in s["terms"] for c in t.get("contexts", []))]
        items += [s["definition"]] if "definition" in s else []
        yield from ((id_, i["text"], i["source"]) for i in items if i.get("source", {}).get("status") == "identical")


def pairs(*kinds: str) -> Any:
    return [(id_, r["target"]) for id_, c in CONCEPTS.items() for r in c.get("relations", []) if r["type"] in kinds]


@pytest.fixture(scope="module")
def source_text() -> str:
    if not SOURCE.is_file():
        pytest.skip("the text of the source is not kept in this repository and does not lie beside it")
    return "".join(line.strip() for line in SOURCE.read_text(encoding="utf-8").splitlines())


# The concepts and their files


def test_all_fifty_nine_concepts_are_present_and_no_other() -> None:
    assert len(IDS) == 59
    assert set(CONCEPTS) == IDS


def test_each_file_is_named_after_its_concept() -> None:
    assert all(id_ == c["id"] for id_, c in CONCEPTS.items())


def test_the_files_are_written_so_that_a_diff_can_be_read() -> None:
    for path in SEED.rglob("*.json"):
        expected = json.dumps(read(path), ensure_ascii=False, indent=2) + "\n"
        assert path.read_text(encoding="utf-8") == expected, path.name


def test_every_wording_holds_from_the_day_of_the_meeting_and_says_why_it_is_there() -> None:
    for c in CONCEPTS.values():
        assert c["valid_from"] == "2025-06-18"
        assert set(c["change_note"]) == {"ja", "en"}


def test_every_subject_is_declared_by_the_glossary() -> None:
    declared = {s["id"] for s in GLOSSARY["subjects"]}
    assert {s for c in CONCEPTS.values() for s in c["subjects"]} == declared


def test_the_glossary_does_not_pass_for_the_fsas() -> None:
    assert GLOSSARY["attribution"] == {
        "ja": "金融庁の公式の用語集ではありません。出典：金融庁「AI官民フォーラム」（第1回、2025年6月18日）資料を加工して作成。英語は仮訳です。",
        "en": "Not an official FSA glossary. Source: FSA, AI Public-Private Forum, first meeting (18 June 2025), adapted."
        " The English is an unofficial translation.",
    }
    assert "金融庁" not in GLOSSARY["publisher"]["ja"]


def test_the_edition_is_the_first_forum() -> None:
    edition = read(SEED / "editions" / "ai-forum-2025-06-18.json")
    assert edition["id"] == "ai-forum-2025-06-18"
    assert edition["date"] == "2025-06-18"
    assert edition["title"]["ja"] == "第1回 AI官民フォーラム"
    assert edition["cites"]["ja"] == FSA_JA


# The nine definitions


@pytest.mark.parametrize("id_", CELLS)
def test_no_character_of_a_definition_cell_is_lost(id_: str) -> None:
    assert "".join(notes(id_, "instance")) + section(id_, "ja")["definition"]["text"] == CELLS[id_]


def test_only_the_two_cells_of_the_comparison_table_lend_their_first_line_to_a_note() -> None:
    assert {id_ for id_ in CONCEPTS if notes(id_, "instance")} == {"traditional-ai", "generative-ai"}


def test_only_the_nine_have_definitions_and_they_have_them_in_both_languages() -> None:
    for id_, _, s in sections():
        assert ("definition" in s) == (id_ in CELLS)


def test_llm_is_expanded_and_not_defined_and_a_note_says_so() -> None:
    for language in ("ja", "en"):
        assert section("llm", language)["definition"]["type"] == "expansion"
        assert notes("llm", "editorial", language)


def test_the_reservations_in_brackets_stay_in_the_definitions() -> None:
    assert section("ai-agent", "ja")["definition"]["text"].startswith("（多様なものがあり")
    assert section("ai-agent", "en")["definition"]["text"].startswith("(although ")
    assert section("traditional-ai", "ja")["definition"]["text"].endswith("場合も含む）")
    assert "(including " in section("traditional-ai", "en")["definition"]["text"]


def test_each_item_of_the_comparison_table_is_its_own_note() -> None:
    for (id_, kind), items in ROWS.items():
        assert notes(id_, kind) == items
        assert len(notes(id_, kind, "en")) == len(items)


def test_the_definitions_are_quoted_in_japanese_and_translated_in_english() -> None:
    for id_ in CELLS:
        assert section(id_, "ja")["definition"]["source"]["status"] == "identical"
        assert section(id_, "en")["definition"]["source"]["status"] == "translated"


# Faithful to the source


def test_every_quotation_stands_in_the_source(source_text: str) -> None:
    assert [(id_, text) for id_, text, _ in quotations() if text not in source_text] == []


def test_every_japanese_context_is_a_quotation() -> None:
    for id_, t in terms("ja"):
        assert all(c["source"]["status"] == "identical" for c in t.get("contexts", [])), id_


def test_every_context_contains_its_term() -> None:
    for id_, t in terms():
        for c in t.get("contexts", []):
            assert t["text"] in c["text"], id_


def test_every_heading_cited_stands_in_the_source(source_text: str) -> None:
    headings = {s["locator"] for _, _, s in quotations()} - {OPENING_SLIDE}
    assert [h for h in headings if h not in source_text] == []


def test_every_quotation_names_the_meeting_and_the_heading() -> None:
    assert {s["citation"] for _, _, s in quotations()} == {FSA_JA}
    assert all(s["locator"] for _, _, s in quotations())


def test_every_term_has_a_source() -> None:
    assert [(id_, t["text"]) for id_, t in terms() if not t.get("source")] == []


def test_the_damaged_character_of_the_source_is_nowhere() -> None:
    assert not [p for p in SEED.rglob("*.json") if "\u2f83" in p.read_text(encoding="utf-8")]


def test_well_known_words_that_the_source_lacks_are_not_terms() -> None:
    assert {t["text"] for _, t in terms()} & NOT_IN_THE_SOURCE == set()


def test_credit_decisions_are_not_equated_with_credit_screening() -> None:
    assert "与信判断" not in {t["text"] for _, t in terms()}


def test_search_forms_are_found_and_never_shown_as_terms() -> None:
    assert {
        id_: section(id_, "ja")["search_forms"][0] for id_, _, s in sections() if "search_forms" in s
    } == SEARCH_FORMS
    assert {t["text"] for _, t in terms()} & set(SEARCH_FORMS.values()) == set()


@pytest.mark.parametrize("id_", MODELS)
def test_each_model_has_its_maker_its_country_and_its_month_as_printed(id_: str) -> None:
    maker, country, month = MODELS[id_]
    assert notes(id_, "maker") == [maker]
    assert notes(id_, "country") == [country]
    for language in ("ja", "en"):
        dates = [n["date"] for n in section(id_, language)["notes"] if n["kind"] == "timeline"]
        assert dates == ([month[1]] if month else [])
    assert notes(id_, "timeline") == ([month[0]] if month else [])


def test_the_models_have_the_same_terms_in_both_languages() -> None:
    for id_ in MODELS:
        assert [t["text"] for t in section(id_, "ja")["terms"]] == [t["text"] for t in section(id_, "en")["terms"]]


def test_only_timeline_notes_have_a_date() -> None:
    assert {n["kind"] for _, _, s in sections() for n in s.get("notes", []) if "date" in n} == {"timeline"}


# Terms and readings


def test_there_is_exactly_one_preferred_term_in_each_language_and_it_comes_first() -> None:
    for id_, language, s in sections():
        statuses = [t["status"] for t in s["terms"]]
        assert (statuses[0], statuses.count("preferred")) == ("preferred", 1), (id_, language)


def test_dp_bard_gemini_and_claude_are_never_linked_by_themselves() -> None:
    assert {t["text"] for _, t in terms() if t.get("autolink") == "never"} == {
        "DP",
        "Bard",
        "Gemini",
        "Claude",
    }
    assert all(t.get("autolink") == "never" for _, t in terms() if t["text"] in {"DP", "Bard", "Gemini", "Claude"})


def test_readings_are_hiragana_and_only_ifiar_has_none() -> None:
    assert {t["text"] for _, t in terms("ja") if not t.get("readings")} == {"IFIAR"}
    for _, t in terms("ja"):
        assert all("ぁ" <= ch <= "ゖ" or ch == "ー" for r in t.get("readings", []) for ch in r), t["text"]
    assert all("readings" not in t for _, t in terms("en"))


def test_the_bank_of_japan_has_two_readings() -> None:
    assert section("bank-of-japan", "ja")["terms"][0]["readings"] == ["にほんぎんこう", "にっぽんぎんこう"]


def test_the_study_group_is_the_former_name_of_the_forum() -> None:
    assert [(id_, t["text"]) for id_, t in terms() if t["status"] == "superseded"] == [
        ("ai-public-private-forum", "官民ステークホルダー勉強会")
    ]


# English


def test_all_english_is_an_unofficial_translation_of_revision_1() -> None:
    for id_ in CONCEPTS:
        assert section(id_, "ja")["text_status"] == "original"
        assert section(id_, "en")["text_status"] == "provisional_translation"
        assert section(id_, "en")["based_on"] == {"language": "ja", "revision": 1}


def test_the_english_name_of_the_fdua_is_left_out_until_confirmed() -> None:
    assert [t["text"] for t in section("fdua", "en")["terms"]] == ["FDUA"]


def test_english_that_is_not_confirmed_is_marked_editorial() -> None:
    marked = {t["text"] for _, t in terms("en") if "not yet confirmed" in t["source"]["citation"]}
    assert marked == {
        "AI Public-Private Forum",
        "conventional AI",
        "disinformation and misinformation",
        "false and misleading information",
        "management of outsourcing contractors",
        "outsourcing management",
        "risk of not taking on challenges",
        "shift to multimodality",
    }
    assert all(t["source"]["status"] == "editorial" for _, t in terms("en") if t["text"] in marked)


def test_english_names_of_bodies_are_the_editors_and_not_the_fsa_papers() -> None:
    names = [t for id_, t in terms("en") if CONCEPTS[id_]["subjects"] == ["body"] and t["type"] == "fullForm"]
    assert {t["source"]["citation"] for t in names} == {"Taiyaku editors"}


def test_the_two_languages_have_the_same_notes_in_the_same_order() -> None:
    for id_ in CONCEPTS:
        kinds = [[n["kind"] for n in section(id_, language).get("notes", [])] for language in ("ja", "en")]
        assert kinds[0] == kinds[1], id_


def test_english_definitions_begin_without_article_or_capital() -> None:
    for id_ in CELLS:
        first = section(id_, "en")["definition"]["text"].split()[0].lstrip("(")
        assert first not in {"a", "an", "the"}
        assert first == "AI" or first[0].islower(), id_


# Relations


def test_every_relation_leads_to_another_concept_of_the_seed() -> None:
    assert all(b in CONCEPTS and a != b for a, b in pairs("broader", "related", "contrast"))


def test_symmetric_relations_are_stored_once_for_each_pair() -> None:
    stored = [frozenset(p) for p in pairs("related", "contrast")]
    assert len(stored) == len(set(stored))


def test_the_contrasts_are_those_of_the_source() -> None:
    assert {frozenset(p) for p in pairs("contrast")} == {
        frozenset({"traditional-ai", "generative-ai"}),
        frozenset({"llm", "slm"}),
        frozenset({"structured-data", "unstructured-data"}),
    }


def test_each_model_is_an_instance_of_generative_ai() -> None:
    found = {
        (id_, r["target"], r["kind"])
        for id_, c in CONCEPTS.items()
        for r in c.get("relations", [])
        if r["type"] == "broader"
    }
    models = {(id_, "generative-ai", "instance") for id_ in MODELS}
    language_models = {
        ("llm", "generative-ai", "generic"),
        ("llm", "language-model", "generic"),
        ("slm", "language-model", "generic"),
    }
    assert found == models | language_models
