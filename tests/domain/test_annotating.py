"""Terms in running text: what is found, where it stands in the text as it was given, and that nothing else happens."""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.annotating import Finder, Form, Lexicon, Named, Spot, is_exact, marks_of_text, named
from glossary.annotating.folding import fold
from glossary.seed import shipped_seed
from tests.support import ROOT

CASES = json.loads((ROOT / "tests/golden/annotation-cases.json").read_text(encoding="utf-8"))
SEED = Finder([Lexicon("ai-finance", [named(draft.concept, 1) for draft in shipped_seed().drafts])])

ODD = [
    *("LLM", "LLMs", "ＬＬＭ", "生成AI", "生成ＡＩ", "ﾊﾙｼﾈｰｼｮﾝ", "large\u00a0\n language models", "RA", "G"),
    *("プロンプト", "フ\u309aロンフ\u309aト", "㌔", "ﬁ", "İ", "ß", "Σ", "𠮷", "👨\u200d👩\u200d👧", "覚\U000e0100"),
    *("\u200b", "\u00ad", "\ufeff", "e\u0301", "\u0301", "ﾞ", "ー", "・", " ", "\n", "。", "幻覚", "\x00", "\uffff"),
    *("\x01", "가", "\u1161", "https://a.jp/LLM ", "x@LLM.jp "),
]
ODD_TEXTS = st.lists(st.sampled_from(ODD) | st.text(max_size=3), max_size=30).map("".join)


def finder(forms: Sequence[dict[str, Any]], language: str = "ja") -> Finder:
    """What finds some forms, each given as in the golden file."""
    concepts: defaultdict[str, list[Form]] = defaultdict(list)
    for place, each in enumerate(forms):
        exact = is_exact(each["form"], each["type"])
        concepts[each["concept"]].append(Form(each["form"], language, place, each["autolink"], exact))
    return Finder([Lexicon("trial", [Named(concept, 1, tuple(found)) for concept, found in concepts.items()])])


def of(*forms: str) -> Finder:
    """What finds some forms that may always be linked, each of a concept of its own."""
    return finder([{"form": each, "concept": each, "type": "fullForm", "autolink": "always"} for each in forms])


def said(found: Finder, text: str, language: str | None = None, *, first_only: bool = False) -> list[str]:
    return [mark.text for mark in marks_of_text(found, text, language, first_only=first_only)]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_cases_that_the_script_for_pages_is_held_to_as_well(case: dict[str, Any]) -> None:
    first_only = case.get("first_only", False)
    marks = marks_of_text(finder(case["forms"], case["language"]), case["text"], None, first_only=first_only)
    found = [{"start_utf16": m.start_utf16, "end_utf16": m.end_utf16, "concept": m.meant.concept} for m in marks]
    assert found == case["marks"]


@given(ODD_TEXTS)
def test_marks_say_what_stands_in_the_text_and_never_overlap(text: str) -> None:
    marks = marks_of_text(SEED, text, None, first_only=False)
    assert [text[mark.start : mark.end] for mark in marks] == [mark.text for mark in marks]
    assert all(mark.start < mark.end for mark in marks)
    assert all(before.end <= after.start for before, after in pairwise(marks))


@given(ODD_TEXTS)
def test_offsets_in_utf_16_are_those_of_the_same_places(text: str) -> None:
    units = text.encode("utf-16-le", "surrogatepass")
    for mark in marks_of_text(SEED, text, None, first_only=False):
        assert units[2 * mark.start_utf16 : 2 * mark.end_utf16].decode("utf-16-le", "surrogatepass") == mark.text


@given(ODD_TEXTS)
def test_a_mark_never_parts_a_character_from_what_belongs_to_it(text: str) -> None:
    for mark in marks_of_text(SEED, text, None, first_only=False):
        after = text[mark.end : mark.end + 1]
        assert not after or (unicodedata.category(after)[0] != "M" and after not in "ﾞﾟ")
        assert unicodedata.category(mark.text[0])[0] != "M"


@given(ODD_TEXTS)
def test_first_only_marks_each_concept_where_it_stands_first(text: str) -> None:
    def place(mark: Spot) -> tuple[str, int]:
        return mark.meant.concept, mark.start

    every = [place(mark) for mark in marks_of_text(SEED, text, None, first_only=False)]
    firsts = [place(mark) for mark in marks_of_text(SEED, text, None, first_only=True)]
    assert dict(firsts) == dict(reversed(every))
    assert len(firsts) == len(dict(every))


@given(ODD_TEXTS, ODD_TEXTS)
def test_what_was_looked_for_before_changes_nothing(earlier: str, text: str) -> None:
    fresh, used = of("LLM", "llm", "生成AI"), of("LLM", "llm", "生成AI")
    said(used, earlier)
    assert said(used, text) == said(fresh, text)


@pytest.mark.parametrize("accent", ["\u0301", "\u3099", "\u1161"])
def test_an_accent_on_the_second_of_two_blanks_hides_nothing(accent: str) -> None:
    found = of("LLM").find(f"LLM \n{accent}のLLM \n{accent}")
    assert (found.starts.tolist(), found.ends.tolist()) == ([0, 7], [3, 10])


@given(ODD_TEXTS)
def test_a_folded_text_leads_back_to_all_of_the_text(text: str) -> None:
    folded = fold(text)
    assert len(folded.codes) == len(folded.starts) == len(folded.ends) == len(folded.scripts)
    assert (folded.starts < folded.ends).all()
    assert (folded.starts[1:] >= folded.starts[:-1]).all()
    assert len(folded.back) == len(folded.marked) + 1


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("㌔とＬＬＭ", 2, 5),
        ("ﾊﾟのLLM", 3, 6),
        ("𠮷野家のLLM", 4, 7),
        ("か\u3099のLLM", 3, 6),
        ("👨\u200d👩\u200d👧のLLM", 6, 9),
        ("ﷺ LLM", 2, 5),
        ("İİİ LLM", 4, 7),
        ("\ufeffLLM", 1, 4),
        ("  \n LLM", 4, 7),
    ],
)
def test_places_are_code_points_of_the_text_as_it_was_given(text: str, start: int, end: int) -> None:
    [mark] = marks_of_text(of("LLM"), text, None, first_only=False)
    assert (mark.start, mark.end) == (start, end)


def test_only_forms_of_the_language_that_was_asked_for_are_found() -> None:
    text = "ハルシネーションはhallucination、LLMはLLM"
    assert said(SEED, text, "en") == ["hallucination", "LLM", "LLM"]
    assert said(SEED, text, "ja") == ["ハルシネーション", "LLM", "LLM"]
    assert said(SEED, text, "fr") == []


def test_search_forms_are_found_and_deprecated_terms_too() -> None:
    assert said(SEED, "学習済みモデル、Llama、官民ステークホルダー勉強会") == [
        "学習済みモデル",
        "Llama",
        "官民ステークホルダー勉強会",
    ]


def test_a_concept_taken_out_of_a_lexicon_is_not_found_and_the_lexicon_stays_as_it_was() -> None:
    lexicon = Lexicon("g", [Named("llm", 1, (Form("LLM", "en", 0, "always", True),))])
    assert said(Finder([lexicon.without(["llm", "nobody"])]), "LLM") == []
    assert said(Finder([lexicon]), "LLM") == ["LLM"]


def test_of_several_lexicons_the_longest_form_is_found_and_of_equals_the_first() -> None:
    def lexicon(glossary: str, form: str) -> Lexicon:
        return Lexicon(glossary, [Named(glossary, 1, (Form(form, "ja", 0, "always", False),))])

    every = Finder([lexicon("a", "モデル"), lexicon("b", "言語モデル"), lexicon("c", "モデル")])
    marks = marks_of_text(every, "言語モデルとモデル", None, first_only=False)
    assert [(mark.text, mark.meant.glossary) for mark in marks] == [("言語モデル", "b"), ("モデル", "a")]


def test_no_lexicons_find_nothing() -> None:
    assert said(Finder([]), "LLM") == []
    assert said(Finder([Lexicon("g", [])]), "LLM") == []


def test_so_many_marks_on_one_character_cost_little() -> None:
    text = "a" + "\u0301\u0323" * 100_000 + " LLM " + "L" + "\u200b" * 100_000 + "LM"
    assert said(of("LLM"), text)[0] == "LLM"
