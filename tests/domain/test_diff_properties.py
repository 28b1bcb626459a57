"""What holds for every two texts and every two wordings of a concept."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from glossary.diff import Change, Difference, compare, text_segments
from glossary.model import Concept, Definition, Example, LanguageSection, Note, Relation, Term

PIECES = [
    "生成AI", "が", "誤った情報", "を", "もっともらしく", "生成する", "しない", "など", "等", "。", "、",
    "\n", "2025年", "1,000", "クラスタ", "ー", "the ", "model ", "isn't ", "不", "及び", "又は",
    "か\u3099", "😀",
]  # fmt: skip
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=15).map("".join), st.text(max_size=30))
LANGUAGES = st.sampled_from(["ja", "en"])
WORDINGS = st.sampled_from(["生成AI", "生成ＡＩ", "生成人工知能", "LLM", "ＬＬＭ", "幻覚", "サーバ", "サーバー", "+"])


def lists(items: Any, least: int = 0) -> Any:
    """Some of the items, in some order."""
    return st.lists(items, min_size=least, max_size=4).map(tuple)


TERMS = st.builds(Term, text=WORDINGS, status=st.sampled_from(["preferred", "admitted", "deprecated"]),
                  readings=st.sampled_from([(), ("えーあい",)]))  # fmt: skip
NOTES = st.builds(Note, kind=st.sampled_from(["note", "usage", "timeline"]), text=WORDINGS,
                  date=st.sampled_from([None, "2025-06"]))  # fmt: skip
SECTIONS = st.builds(
    LanguageSection,
    text_status=st.sampled_from(["original", "provisional_translation"]),
    terms=lists(TERMS, least=1),
    definition=st.none() | st.builds(Definition, text=WORDINGS),
    notes=lists(NOTES),
    examples=lists(st.builds(Example, text=WORDINGS)),
)
CONCEPTS = st.builds(
    Concept,
    id=st.just("concept"),
    subjects=lists(st.sampled_from(["risk", "technology"])),
    languages=st.dictionaries(st.sampled_from(["ja", "en", "zh-Hant"]), SECTIONS, max_size=3),
    relations=lists(st.builds(Relation, type=st.just("related"), target=st.sampled_from(["rag", "llm"]))),
    replaced_by=st.sampled_from([None, "llm"]),
)


@given(TEXTS, TEXTS, LANGUAGES)
def test_both_texts_can_be_put_together_again_from_the_segments(before: str, after: str, language: str) -> None:
    segments = text_segments(before, after, language)
    assert "".join(s.text for s in segments if s.op != "insert") == before
    assert "".join(s.text for s in segments if s.op != "delete") == after


@given(TEXTS, TEXTS, LANGUAGES)
def test_no_segment_is_empty_and_none_could_be_joined_with_the_next(before: str, after: str, language: str) -> None:
    segments = text_segments(before, after, language)
    ops = [segment.op for segment in segments]
    assert all(segment.text for segment in segments)
    assert all(one != other and (one, other) != ("insert", "delete") for one, other in pairwise(ops))


@given(CONCEPTS, CONCEPTS)
def test_the_ranges_of_a_change_are_what_its_segments_mark(before: Concept, after: Concept) -> None:
    for change in compare(before, after).changes:
        marked = [segment.text for segment in change.segments if segment.op != "equal"]
        sides = [
            text
            for each in change.ranges
            for text in (change.before[each.start : each.end], change.after[each.new_start : each.new_end])
        ]
        assert [text for text in sides if text] == marked


@given(CONCEPTS)
def test_a_wording_never_differs_from_itself(concept: Concept) -> None:
    assert compare(concept, concept).changes == ()


@given(CONCEPTS, CONCEPTS)
def test_two_wordings_without_a_change_say_the_same(before: Concept, after: Concept) -> None:
    assert bool(compare(before, after).changes) or without_order(before) == without_order(after)


@given(CONCEPTS, CONCEPTS)
def test_every_change_points_at_what_it_shows(before: Concept, after: Concept) -> None:
    for change in compare(before, after).changes:
        whole = before if change.op == "remove" else after
        shown = change.before if change.op == "remove" else change.after
        assert pointed(msgspec.to_builtins(whole), change) == shown


@given(CONCEPTS, CONCEPTS)
def test_a_change_points_into_one_language_or_into_none(before: Concept, after: Concept) -> None:
    languages = dict.fromkeys((*after.languages, *before.languages))
    apart = [change for language in languages for change in compare(before, after, language).changes]
    together = compare(before, after).changes
    assert apart == [change for change in together if change.path.startswith("/languages/")]


@given(CONCEPTS, CONCEPTS)
def test_a_difference_survives_being_written_as_json(before: Concept, after: Concept) -> None:
    difference = compare(before, after)
    written = msgspec.json.encode(difference)
    assert msgspec.json.encode(msgspec.json.decode(written, type=Difference)) == written


def without_order(concept: Concept) -> Any:
    """A concept with its sets as sets."""
    return concept.languages, concept.replaced_by, set(concept.subjects), set(concept.relations)


def pointed(whole: Any, change: Change) -> Any:
    """What stands where the change points (RFC 6901)."""
    for member in change.path.split("/")[1:]:
        whole = whole[int(member)] if isinstance(whole, (list, tuple)) else whole[member]
    return whole
