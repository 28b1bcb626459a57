"""What changed between two wordings of a concept, and how far it goes."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from glossary.diff import Change, Difference, compare, regraded
from glossary.model import (
    BasedOn,
    Concept,
    Context,
    Definition,
    Example,
    LanguageSection,
    Match,
    Note,
    Relation,
    Source,
    Term,
)

SOURCE = Source(citation="金融庁「AI官民フォーラム」（第1回）", status="identical")
HALLUCINATION = "生成AIが事実に基づかない誤った情報や、もっともらしい文章等を生成すること。"

DEFINITION = Definition(text=HALLUCINATION, source=SOURCE)
JA = LanguageSection(
    text_status="original",
    terms=(
        Term(text="ハルシネーション", status="preferred", readings=("はるしねーしょん",)),
        Term(text="幻覚", status="admitted", readings=("げんかく",)),
    ),
    definition=DEFINITION,
    notes=(
        Note(kind="note", text="検索と組み合わせることで抑えられる場合がある。"),
        Note(kind="editorial", text="資料では片仮名で書かれている。"),
    ),
    examples=(Example(text="存在しない判例を示す。"),),
)
EN = LanguageSection(
    text_status="provisional_translation",
    terms=(Term(text="hallucination", status="preferred"),),
    definition=Definition(text="generation by generative AI of incorrect information not based on facts"),
    based_on=BasedOn(language="ja", revision=1),
)
CONCEPT = Concept(
    id="hallucination",
    subjects=("risk",),
    languages={"ja": JA, "en": EN},
    relations=(Relation(type="related", target="rag"), Relation(type="related", target="llm")),
    matches=(Match(type="exact", uri="https://example.org/hallucination"),),
)


def japanese(**members: Any) -> Concept:
    """The concept with something else in its Japanese."""
    return replace(CONCEPT, languages={"ja": replace(JA, **members), "en": EN})


def english(**members: Any) -> Concept:
    """The concept with something else in its English."""
    return replace(CONCEPT, languages={"ja": JA, "en": replace(EN, **members)})


def only(difference: Difference) -> Change:
    """The one change there is."""
    (change,) = difference.changes
    return change


def said(change: Change) -> tuple[str, str, str, str]:
    """Where, what, how far and why."""
    return change.path, change.op, change.grade, change.reason


def test_a_concept_does_not_differ_from_itself() -> None:
    assert compare(CONCEPT, CONCEPT) == Difference(changes=(), grade=None, tokeniser="runs")


def test_a_changed_definition_is_shown_word_by_word_with_both_texts() -> None:
    text = HALLUCINATION.replace("文章等", "文章など")
    change = only(compare(CONCEPT, japanese(definition=Definition(text=text, source=SOURCE))))
    assert said(change) == ("/languages/ja/definition/text", "replace", "scope", "words-changed")
    assert (change.before, change.after) == (HALLUCINATION, text)
    assert [s.text for s in change.segments if s.op == "delete"] == ["等"]
    assert [s.text for s in change.segments if s.op == "insert"] == ["など"]


def test_a_lost_negation_changes_the_meaning() -> None:
    text = HALLUCINATION.replace("基づかない", "基づく")
    difference = compare(CONCEPT, japanese(definition=replace(DEFINITION, text=text)))
    assert (difference.grade, only(difference).reason) == ("meaning", "negation")


def test_a_note_that_names_the_concept_by_another_of_its_terms_says_the_same() -> None:
    texts = ("ハルシネーションは抑えられる。", "幻覚は抑えられる。")
    before, after = (japanese(notes=(Note(kind="note", text=text),)) for text in texts)
    change = only(compare(before, after))
    assert said(change) == ("/languages/ja/notes/0/text", "replace", "editorial", "folding-equal")


def test_the_highest_grade_is_the_grade_of_the_whole() -> None:
    terms = (JA.terms[0], replace(JA.terms[1], readings=()))
    both = compare(CONCEPT, japanese(terms=terms, definition=None))
    assert [change.grade for change in both.changes] == ["editorial", "meaning"]
    assert both.grade == "meaning"


def test_a_term_spelt_otherwise_is_renamed_and_the_preferred_one_is_at_least_of_scope() -> None:
    terms = (replace(JA.terms[0], text="ハルシネーシヨン"), replace(JA.terms[1], text="幻 覚"))
    preferred, admitted = compare(CONCEPT, japanese(terms=terms)).changes
    assert said(preferred) == ("/languages/ja/terms/0/text", "rename", "scope", "preferred-term")
    assert said(admitted) == ("/languages/ja/terms/1/text", "rename", "editorial", "folding-equal")
    assert preferred.before == "ハルシネーション"
    assert preferred.segments


def test_a_new_term_and_a_term_that_is_gone_change_the_scope() -> None:
    added = compare(CONCEPT, japanese(terms=(*JA.terms, Term(text="作話", status="admitted"))))
    assert said(only(added)) == ("/languages/ja/terms/2", "add", "scope", "added")
    assert only(added).after["text"] == "作話"
    assert said(only(compare(CONCEPT, japanese(terms=JA.terms[:1])))) == (
        "/languages/ja/terms/1", "remove", "scope", "removed",
    )  # fmt: skip


def test_another_preferred_term_changes_the_meaning() -> None:
    swapped = (replace(JA.terms[0], status="admitted"), replace(JA.terms[1], status="preferred"))
    difference = compare(CONCEPT, japanese(terms=swapped))
    assert {change.reason for change in difference.changes} == {"preferred-status"}
    replaced = (Term(text="作話", status="preferred"), JA.terms[1])
    difference = compare(CONCEPT, japanese(terms=replaced))
    assert [(c.op, c.reason) for c in difference.changes] == [
        ("add", "preferred-status"), ("remove", "preferred-status"),
    ]  # fmt: skip


def test_an_admitted_term_that_is_now_deprecated_changes_the_scope() -> None:
    change = only(compare(CONCEPT, japanese(terms=(JA.terms[0], replace(JA.terms[1], status="deprecated")))))
    assert said(change) == ("/languages/ja/terms/1/status", "replace", "scope", "term-status")
    assert (change.before, change.after) == ("admitted", "deprecated")


def test_another_order_is_one_editorial_move() -> None:
    change = only(compare(CONCEPT, japanese(terms=JA.terms[::-1])))
    assert said(change) == ("/languages/ja/terms", "move", "editorial", "order")
    assert [term["text"] for term in change.after] == ["幻覚", "ハルシネーション"]


def test_what_is_said_about_a_wording_is_metadata() -> None:
    term = replace(
        JA.terms[1], readings=("まぼろし",), part_of_speech="other", autolink="never", usage="口語",
        source=SOURCE, contexts=(Context(text="幻覚を防ぐ"),), type="variant",
    )  # fmt: skip
    other = japanese(
        text_status="official_translation", terms=(JA.terms[0], term), search_forms=("ハルシ",),
        definition=replace(DEFINITION, source=None, type="other"),
        based_on=BasedOn(language="en", revision=2),
    )  # fmt: skip
    difference = compare(CONCEPT, other)
    assert {(change.grade, change.reason) for change in difference.changes} == {("editorial", "metadata")}
    assert {change.path.removeprefix("/languages/ja") for change in difference.changes} == {
        "/text_status", "/search_forms", "/based_on", "/definition/source", "/definition/type",
        "/terms/1/readings", "/terms/1/part_of_speech", "/terms/1/autolink", "/terms/1/usage",
        "/terms/1/source", "/terms/1/contexts", "/terms/1/type",
    }  # fmt: skip


def test_a_usage_note_written_anew_is_shown_word_by_word() -> None:
    before, after = (japanese(terms=(replace(JA.terms[0], usage=text),)) for text in ("主に口語", "主に文語"))
    assert [s.text for s in only(compare(before, after)).segments] == ["主に", "口語", "文語"]


def test_notes_are_recognised_again_by_their_text_then_by_likeness_within_a_kind() -> None:
    first = replace(JA.notes[0], text="検索と組み合わせることで防げる場合がある。")
    changed, moved = compare(CONCEPT, japanese(notes=(JA.notes[1], first))).changes
    assert said(changed)[:3] == ("/languages/ja/notes/1/text", "replace", "scope")
    assert said(moved) == ("/languages/ja/notes", "move", "editorial", "order")
    other_kind = compare(CONCEPT, japanese(notes=(replace(first, kind="scope"), JA.notes[1])))
    assert [change.op for change in other_kind.changes] == ["add", "remove"]


def test_a_note_of_another_kind_and_the_same_text_keeps_its_text() -> None:
    notes = (replace(JA.notes[0], kind="scope"), JA.notes[1])
    assert said(only(compare(CONCEPT, japanese(notes=notes)))) == (
        "/languages/ja/notes/0/kind", "replace", "editorial", "metadata",
    )  # fmt: skip


def test_the_month_of_a_timeline_is_a_date() -> None:
    months = ("2025-03", "2025-06")
    before, after = (japanese(notes=(Note(kind="timeline", text="公開", date=month),)) for month in months)
    change = only(compare(before, after))
    assert said(change) == ("/languages/ja/notes/0/date", "replace", "meaning", "numbers")


def test_notes_and_examples_that_come_or_go_change_the_scope() -> None:
    assert said(only(compare(CONCEPT, japanese(notes=JA.notes[1:])))) == (
        "/languages/ja/notes/0", "remove", "scope", "removed",
    )  # fmt: skip
    assert said(only(compare(japanese(examples=()), CONCEPT))) == (
        "/languages/ja/examples/0", "add", "scope", "added",
    )  # fmt: skip


def test_a_definition_of_the_original_is_its_meaning_and_of_a_translation_its_scope() -> None:
    assert said(only(compare(CONCEPT, japanese(definition=None)))) == (
        "/languages/ja/definition", "remove", "meaning", "removed",
    )  # fmt: skip
    assert said(only(compare(english(definition=None), CONCEPT))) == (
        "/languages/en/definition", "add", "scope", "added",
    )  # fmt: skip


def test_a_translation_that_is_added_changes_the_scope() -> None:
    change = only(compare(replace(CONCEPT, languages={"ja": JA}), CONCEPT))
    assert said(change) == ("/languages/en", "add", "scope", "added")
    assert change.before is None
    assert change.after["text_status"] == "provisional_translation"


def test_subjects_relations_and_matches_have_no_order() -> None:
    assert compare(CONCEPT, replace(CONCEPT, relations=CONCEPT.relations[::-1])).changes == ()
    more = replace(CONCEPT, subjects=("technology", "risk"), relations=CONCEPT.relations[:1], matches=())
    reasons = {change.path: change.reason for change in compare(CONCEPT, more).changes}
    assert reasons == {"/subjects": "added", "/relations": "removed", "/matches": "removed"}
    elsewhere = compare(CONCEPT, replace(CONCEPT, subjects=("technology",)))
    assert said(only(elsewhere)) == ("/subjects", "replace", "scope", "changed")


def test_a_concept_replaced_by_another_changes_the_scope() -> None:
    change = only(compare(CONCEPT, replace(CONCEPT, replaced_by="confabulation")))
    assert said(change) == ("/replaced_by", "replace", "scope", "changed")


def test_one_language_shows_its_own_changes_and_no_others() -> None:
    other = replace(japanese(definition=None), subjects=())
    assert compare(CONCEPT, other, "en").changes == ()
    assert [change.path for change in compare(CONCEPT, other, "ja").changes] == ["/languages/ja/definition"]
    assert compare(CONCEPT, other, "fr").grade is None


def test_of_a_new_concept_each_field_is_added_and_of_a_lost_one_removed() -> None:
    new = compare(None, CONCEPT)
    assert [change.path for change in new.changes] == [
        "/languages/ja", "/languages/en", "/subjects", "/relations", "/matches",
    ]  # fmt: skip
    assert {change.reason for change in new.changes} == {"added"}
    assert new.grade == "meaning"
    assert {change.reason for change in compare(CONCEPT, None).changes} == {"removed"}
    assert compare(None, None).changes == ()


def test_an_editor_lowers_what_went_too_far_and_raises_the_gravest() -> None:
    terms = (JA.terms[0], replace(JA.terms[1], readings=()))
    both = compare(CONCEPT, japanese(terms=terms, definition=None))
    lowered = regraded(both, "scope")
    assert lowered.grade == "scope"
    assert [(each.grade, each.reason) for each in lowered.changes] == [("editorial", "metadata"), ("scope", "editor")]
    harmless = compare(CONCEPT, japanese(terms=terms))
    raised = regraded(harmless, "meaning")
    assert (raised.grade, said(only(raised))[2:]) == ("meaning", ("meaning", "editor"))
    assert regraded(both, "meaning") == both
    assert regraded(compare(CONCEPT, CONCEPT), "meaning").grade is None
