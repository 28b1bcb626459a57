"""Editorial checks beside a real glossary: what each finds, what it leaves alone, and that none ever fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from glossary import (
    CHECKS,
    Concept,
    Definition,
    Draft,
    Example,
    Finding,
    Glossaries,
    Glossary,
    LanguageSection,
    Note,
    Source,
    Term,
    Whereabouts,
    choices,
    finding_message,
)
from glossary.checks.abbreviations import EVERYBODY_KNOWS
from glossary.cli import cli
from glossary.model import DefinitionType, SourceStatus, TermStatus, TermType
from tests.support import ROOT, SETTINGS, draft

OWN = Source(citation="編集者", status="editorial")
QUOTED = Source(citation="資料", status="identical")


def section(term: str = "日程表", definition: str | None = None, **members: Any) -> LanguageSection:
    named = {name: members.pop(name) for name in ("type", "readings", "status") if name in members}
    defined = {"source": members.pop("source", OWN), "type": members.pop("defines", "intensional")}
    return LanguageSection(
        text_status="original",
        terms=(Term(text=term, **{"status": "preferred", **named}), *members.pop("others", ())),
        definition=Definition(text=definition, **defined) if definition is not None else None,
        **members,
    )


def concept(ja: LanguageSection | None = None, en: LanguageSection | None = None, name: str = "example") -> Concept:
    sections = {"ja": ja, "en": en}
    return Concept(id=name, languages={language: each for language, each in sections.items() if each})


KNOWN = (
    concept(section("言語モデル", "次の語を予測するもの"), section("language model", "program that predicts"), "lm"),
    concept(section("生成AI", "作るもの", others=(Term(text="生成系AI", status="deprecated"),)), name="generative-ai"),
    concept(section("金融庁", "役所"), section("FSA", "authority"), "fsa"),
    concept(section("甲", "乙を使うもの"), name="a"),
    concept(section("乙", "丙を使うもの"), name="b"),
    concept(section("丙", "丁を使うもの"), name="c"),
    concept(section("ロボアドバイザー", "助言するもの"), name="robo-advisor"),
    concept(section("旧式", "古いもの"), name="old"),
    concept(section("監督者国際機構", "集まり"), section("IOSCO", "body"), "iosco"),
)


@pytest.fixture(scope="module")
def glossary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Glossary]:
    home: Path = tmp_path_factory.mktemp("checks")
    with Glossaries.open(Whereabouts(home, home / "glossary.db", home / "index")) as opened:
        trial = opened.make(SETTINGS, "p-editor")
        trial.load([Draft(concept=each) for each in KNOWN], "p-editor")
        trial.retire("old", "p-editor", None, None)
        yield trial


def codes(glossary: Glossary, ja: LanguageSection | None = None, en: LanguageSection | None = None) -> list[str]:
    return [finding.code for finding in glossary.checked(concept(ja, en))]


def test_what_a_concept_itself_has_is_not_held_against_it(glossary: Glossary) -> None:
    assert [finding.code for finding in glossary.checked(KNOWN[2])] == []


@pytest.mark.parametrize("form", ["金融庁", "ロボアドバイザー", "ﾛﾎﾞｱﾄﾞﾊﾞｲｻﾞｰ", "ロボ・アドバイザ"])
def test_the_form_of_another_concept_is_told_in_any_spelling(form: str, glossary: Glossary) -> None:
    assert codes(glossary, section(form)) == ["W201"]


def test_a_form_of_another_language_or_of_a_retired_concept_is_free(glossary: Glossary) -> None:
    assert codes(glossary, section("旧式"), section("scheduler")) == []


@pytest.mark.parametrize(
    ("form", "other"), [("口ボアドバイザー", "robo-advisor"), ("ロボアドバイザ一", "robo-advisor")]
)
def test_a_form_that_only_looks_like_another_is_told(form: str, other: str, glossary: Glossary) -> None:
    (found,) = (each for each in glossary.checked(concept(section(form))) if each.code == "W202")
    assert (found.facts["concept"], found.facts["other"]) == (other, "ロボアドバイザー")


@pytest.mark.parametrize(
    ("form", "other"),
    [(form, "IOSCO") for form in ("IOSC0", "1OSCO", "10SC0", "lOSC0", "iosc0", "ΙOSCO", "\u0406\u041eSCO")]
    + [(form, "language model") for form in ("1anguage model", "language m0del", "1anguage m0del")],
)
def test_digits_and_letters_of_other_scripts_that_make_a_form_look_like_another_are_told(
    form: str, other: str, glossary: Glossary
) -> None:
    found = [each.facts["other"] for each in glossary.checked(concept(en=section(form))) if each.code == "W202"]
    assert found == [other]


def test_what_looks_like_nothing_in_the_glossary_is_left_alone(glossary: Glossary) -> None:
    assert codes(glossary, en=section("C0VID response")) == codes(glossary, section("1OSCO方式")) == []


def test_letters_of_two_scripts_in_a_word_are_told_and_greek_in_good_faith_is_not(glossary: Glossary) -> None:
    assert codes(glossary, en=section("\u0420ayment service")) == ["W203"]
    assert codes(glossary, en=section("TNFα assay")) == []
    assert codes(glossary, section("ユーザー口コミ")) == []


@pytest.mark.parametrize(
    "form", ["へルプ", "べータ版", "りスク", "アルべド", "工ージェント", "夕スク", "力タログ", "ニ段階認証"]
)
def test_a_character_of_another_script_is_told_at_the_beginning_of_a_word_too(form: str, glossary: Glossary) -> None:
    assert codes(glossary, section(form)) == ["W203"]


@pytest.mark.parametrize(
    "text",
    [
        "サーバへデータを送るべきタイミング",
        "並べデータ",
        "取りリスト",
        "ハ長調",
        "カ行変格",
        "数カ国協議",
        "口コミと口ゲンカ",
        "夕方の引力モデル",
    ],
)
def test_words_of_two_scripts_are_left_alone(text: str, glossary: Glossary) -> None:
    assert codes(glossary, section(definition=text)) == []


def test_an_abbreviation_needs_a_full_form_in_some_language(glossary: Glossary) -> None:
    assert codes(glossary, section("EUC", type="abbreviation")) == ["W204"]
    assert codes(glossary, section("EUC", type="fullForm")) == ["W204"]
    assert codes(glossary, section("EUC", type="abbreviation"), section("end-user computing")) == []
    assert codes(glossary, section("EUC", "End User Computing。利用者による開発。", type="acronym")) == []


def test_a_definition_may_not_use_its_own_term_but_may_use_a_longer_one(glossary: Glossary) -> None:
    assert codes(glossary, section("モデル", "モデルとして用いるもの")) == ["W402"]
    assert codes(glossary, section("モデル", "言語モデルなどの総称")) == []
    assert codes(glossary, en=section("safe harbour", "use of Safe-Harbors")) == ["W402"]
    assert codes(glossary, section("モデル", "モデルとして用いるもの", source=QUOTED)) == []
    assert codes(glossary, section("モデル", "モデル", defines="expansion")) == []


def test_a_circle_is_found_directly_and_through_others(glossary: Glossary) -> None:
    assert circle(glossary, "丙", "乙を使うもの", "c") == "丙 → 乙 → 丙"
    assert circle(glossary, "丙", "甲を使うもの", "c") == "丙 → 甲 → 乙 → 丙"
    assert circle(glossary, "丁", "甲を使うもの", "d") == "丁 → 甲 → 乙 → 丙 → 丁"
    assert circle(glossary, "丁", "ほかのもの", "d") is None


def circle(glossary: Glossary, term: str, definition: str, name: str) -> str | None:
    found = glossary.checked(concept(section(term, definition), name=name))
    return next((finding.facts["path"] for finding in found if finding.code == "W403"), None)


def test_terms_out_of_use_are_told_with_what_to_use_instead(glossary: Glossary) -> None:
    (found,) = glossary.checked(concept(section(definition="生成系AIを用いる表")))
    assert (found.code, found.facts) == ("W404", {"term": "生成系AI", "preferred": "生成AI"})
    assert codes(glossary, section(definition="旧式の表")) == ["W405"]


@pytest.mark.parametrize("definition", ["BPRを経た表", "A4のBPRの表", "表（例：なし）とBPR。"])
def test_an_abbreviation_that_nobody_explains_is_told(definition: str, glossary: Glossary) -> None:
    assert codes(glossary, section(definition=definition)) == ["W406"]


@pytest.mark.parametrize(
    "definition",
    [
        "業務改革（BPR）の表",
        "BPR（業務改革）の表",
        "FSAの表",
        "AIの表",
        "GPT-4の表",
        "言語モデルすなわちLMの表",
        "II章の表",
    ],
)
def test_an_abbreviation_that_is_explained_known_or_a_name_is_not(definition: str, glossary: Glossary) -> None:
    assert codes(glossary, section(definition=definition)) == []


def test_numbers_in_notes_are_compared_where_the_notes_correspond(glossary: Glossary) -> None:
    ja = section(notes=(Note(kind="note", text="10件"),))
    assert codes(glossary, ja, section("schedule", notes=(Note(kind="note", text="12 cases"),))) == ["W501", "W501"]
    assert codes(glossary, ja, section("schedule", notes=(Note(kind="usage", text="12 cases"),))) == []


@pytest.mark.parametrize("definition", ["the table", "An example", "“A table”"])
def test_an_article_is_told_once_and_not_as_a_capital_too(definition: str, glossary: Glossary) -> None:
    assert codes(glossary, en=section("schedule", definition)) == ["W601"]


@pytest.mark.parametrize(
    "definition",
    [
        "LLM-based table",
        "iPhone table",
        "FSA table",
        "table, e.g. of names, etc.",
        "A/B test",
        "Japanese table",
        "a priori rule",
    ],
)
def test_names_and_abbreviations_keep_capitals_and_stops(definition: str, glossary: Glossary) -> None:
    assert [code for code in codes(glossary, en=section("schedule", definition)) if code.startswith("W6")] == []


def test_a_quotation_is_never_warned_about_style(glossary: Glossary) -> None:
    text = "The schedule. " + "It is long. " * 200
    assert codes(glossary, en=section("schedule", text, source=QUOTED)) == []


ALTERED = Source(citation="資料", status="modified")
ELSEWHERE = Source(citation="別の資料", status="identical")
CASE = Note(kind="use_case", text="顧客からの照会への回答", source=QUOTED)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (section(definition="予定の表"), section(definition="予定の一覧"), []),
        (
            section(definition="予定の表", source=QUOTED),
            section(definition="予定の一覧", source=QUOTED),
            ["definition"],
        ),
        (section(definition="AIの表", source=QUOTED), section(definition="ＡＩの表", source=QUOTED), ["definition"]),
        (section(definition="AI の表", source=QUOTED), section(definition="AIの表", source=QUOTED), ["definition"]),
        (section(definition="予定の表", source=QUOTED), section(definition="予定の一覧", source=ALTERED), []),
        (section(definition="予定の表", source=QUOTED), section(definition="予定の一覧", source=ELSEWHERE), []),
        (section(definition="予定の表", source=OWN), section(definition="予定の一覧", source=QUOTED), []),
        (section(), section(definition="予定の一覧", source=QUOTED), []),
        (section(notes=(CASE,)), section(notes=(replace(CASE, text="顧客からの照会に対する回答"),)), ["notes/0"]),
        (section(notes=(CASE,)), section(notes=(replace(CASE, text="議事録の要約"), CASE)), []),
        (section(notes=(CASE,)), section(notes=(replace(CASE, kind="note"),)), []),
        (
            section(examples=(Example(text="週の予定", source=QUOTED),)),
            section(examples=(Example(text="毎週の予定", source=QUOTED),)),
            ["examples/0"],
        ),
    ],
)
def test_a_quotation_that_is_changed_and_its_source_is_not_is_told(
    before: LanguageSection, after: LanguageSection, told: list[str], glossary: Glossary
) -> None:
    found = glossary.checked(concept(after), concept(before))
    assert [each.pointer for each in found if each.code == "W408"] == [f"/languages/ja/{each}/text" for each in told]
    assert [each for each in glossary.checked(concept(after)) if each.code == "W408"] == []


@pytest.mark.parametrize(
    "text",
    ["葛\U000e0100飾区", "👨\u200d👩", "☎\ufe0e", "می\u200cخواهم", "⒈と①"],
    ids=["IVS", "emoji", "symbol", "Persian", "list"],
)
def test_characters_that_belong_to_a_script_are_not_invisible(text: str, glossary: Glossary) -> None:
    assert codes(glossary, section(definition=text)) == []


@pytest.mark.parametrize("character", ["\u200b", "\u00ad", "\u3164", "\ufe0f", "\u2060", "\ufeff"])
def test_what_cannot_be_seen_is_an_error_wherever_it_stands(character: str, glossary: Glossary) -> None:
    found = glossary.checked(concept(section(notes=(Note(kind="note", text=f"注{character}記"),))))
    assert [(each.code, each.severity, each.pointer) for each in found] == [
        ("E102", "error", "/languages/ja/notes/0/text")
    ]


def test_findings_come_with_errors_first_and_are_told_in_both_languages(glossary: Glossary) -> None:
    en = section("schedule", "table of 3 plans", source=None)
    found = glossary.checked(concept(section(definition="計画\u200bを並べた表"), en))
    assert [each.code for each in found] == ["E102", "W401", "W501"]
    assert finding_message(found[2], "ja") == "「3」に対応する記載が、日本語の本文に見当たりません。"
    assert finding_message(found[2], "en") == "“3” has no counterpart in the text in Japanese."


def test_a_fact_with_braces_is_told_as_it_stands() -> None:
    finding = Finding(code="W402", pointer="", facts={"term": "{0.__class__}"})
    assert "{0.__class__}" in finding_message(finding, "en")


texts = st.text(
    st.one_of(
        st.sampled_from("AIモデル一二〇年月日のを（）2025-.,% \u200b\u0430力ー元令和 the billion June"),
        st.characters(codec="utf-8"),
    ),
    min_size=1,
    max_size=60,
)
terms = st.builds(
    Term,
    text=texts,
    status=st.sampled_from(choices(TermStatus)),
    type=st.sampled_from(choices(TermType)),
    readings=st.lists(texts, max_size=2).map(tuple),
)
definitions = st.builds(
    Definition,
    text=texts,
    type=st.sampled_from(choices(DefinitionType)),
    source=st.none() | st.builds(Source, citation=texts, status=st.sampled_from(choices(SourceStatus))),
)
sections = st.builds(
    LanguageSection,
    text_status=st.just("original"),
    terms=st.lists(terms, min_size=1, max_size=3).map(tuple),
    definition=st.none() | definitions,
    notes=st.lists(st.builds(Note, kind=st.just("note"), text=texts), max_size=2).map(tuple),
)


concepts = st.builds(
    Concept,
    id=st.just("example"),
    languages=st.dictionaries(st.sampled_from(["ja", "en", "fr", "zh-Hant"]), sections, min_size=1),
)


@given(example=concepts, before=st.none() | concepts)
@settings(max_examples=150, deadline=None)
def test_no_check_fails_on_any_concept_and_every_finding_can_be_told(
    example: Concept, before: Concept | None, glossary: Glossary
) -> None:
    for finding in glossary.checked(example, before):
        assert finding.code in CHECKS
        assert pointed_at(example, finding.pointer) is not None
        assert finding_message(finding, "ja") != finding_message(finding, "en")


def pointed_at(example: Concept, pointer: str) -> Any:
    value = msgspec.to_builtins(example)
    for step in pointer.split("/")[1:]:
        value = value[int(step)] if isinstance(value, (list, tuple)) else value[step]
    return value


def test_checking_sees_what_was_recorded_just_now_and_records_nothing(trial: Glossary) -> None:
    wanted = concept(section("対話AI", "答えるもの"), name="other")
    assert trial.checked(wanted) == ()
    trial.put(Draft(concept=concept(section("対話ＡＩ", "話すもの"))), "p-editor", None)
    before = trial.overview()
    (found,) = trial.checked(wanted)
    assert (found.code, found.facts["others"]) == ("W201", "example (対話ＡＩ)")
    assert trial.overview() == before


HOSTILE = [
    "漢の" * 2000,
    "十" * 4000,
    "1," * 2000,
    "a " * 2000,
    "（" * 4000,
    "ー" * 4000,
    "令和1年" * 800,
    "AB-" * 1300,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.timeout(30)
def test_no_text_keeps_a_check_busy(text: str, glossary: Glossary) -> None:
    glossary.checked(concept(section(definition=text), section("schedule", text)))


def test_the_command_checks_a_glossary_and_says_with_its_exit_code_that_there_was_an_error(
    place: Whereabouts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GLOSSARY_HOME", str(place.home))
    run = CliRunner().invoke
    assert "59 concepts checked: 0 errors, 2 warnings." in run(cli, ["check"]).output
    assert "slm/languages/en/definition/text W603 The definition ends" in run(cli, ["check", "slm"]).output
    assert run(cli, ["check", "nothing"]).exit_code == 1
    with Glossaries.open() as opened:
        opened["ai-finance"].put(draft("hidden", "見え\u200bない"), "p-editor", None)
        quoted = opened["ai-finance"].concept("hallucination").revision.concept
        opened["ai-finance"].put(Draft(concept=reworded(quoted)), "p-editor", 1)
    assert "hallucination/languages/ja/definition/text W408" in run(cli, ["check", "hallucination"]).output
    told = run(cli, ["check", "hidden", "--json"])
    assert told.exit_code == 3
    assert [each["code"] for each in msgspec.json.decode(told.stdout)] == ["E102", "W401"]


def reworded(quoted: Concept) -> Concept:
    """The same with one more word in its Japanese definition."""
    definition = quoted.languages["ja"].definition
    assert definition
    section = replace(quoted.languages["ja"], definition=replace(definition, text=f"{definition.text}こと"))
    return replace(quoted, languages={**quoted.languages, "ja": section})


def test_the_page_lists_every_abbreviation_that_is_not_told() -> None:
    page = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    assert [each for each in EVERYBODY_KNOWS if f" {each}," not in page] == []
