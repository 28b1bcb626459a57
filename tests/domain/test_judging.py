"""Editors judge: how far a change goes, and that a translation still says what its source says."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import text

from glossary import Asked, Edition, Glossaries, Glossary, Grading, errors
from glossary.model import BasedOn, Grade, Revision
from tests.conftest import Clock
from tests.support import draft

LONG = "金融分野における生成AIへの指示や質問として入力する文章をいう。"


@pytest.fixture
def told(trial: Glossary, clock: Clock) -> Glossary:
    trial.put(draft(ja=LONG, en="A text that is entered."), "p-editor", None)
    clock.advance(days=1)
    return trial


def put(told: Glossary, ja: str, grade: Grade | None = None, **more: Any) -> Revision:
    head = told.revisions("prompt")[0]
    content = draft(ja=ja, en="A text that is entered.", grade=grade, unsaid=frozenset({"en"}), **more)
    english = replace(content.concept.languages["en"], based_on=None)
    unchecked = replace(content.concept, languages={**content.concept.languages, "en": english})
    return told.put(replace(content, concept=unchecked), "p-editor", head.number)


def english(revision: Revision) -> tuple[str, tuple[int, ...]]:
    return revision.sync["en"].state, revision.sync["en"].behind


def test_a_change_of_the_source_puts_its_translation_behind(told: Glossary) -> None:
    assert english(put(told, "全く別の説明を与える。")) == ("behind", (2,))


@pytest.mark.parametrize("words", [{"grade": "editorial"}, {"correction": True}])
def test_what_an_editor_calls_editorial_and_a_correction_only_ask_for_confirmation(
    told: Glossary, words: dict[str, Any]
) -> None:
    assert english(put(told, "全く別の説明を与える。", **words)) == ("unreviewed", (2,))


def test_what_the_rules_call_editorial_only_asks_for_confirmation_unless_an_editor_says_more(told: Glossary) -> None:
    kana = LONG.replace("入力する", "いれる").replace("いれる", "入力する").replace("をいう", "のこと")
    assert english(put(told, kana)) == ("unreviewed", (2,))
    assert english(put(told, LONG, grade="meaning")) == ("in_sync", ())
    assert english(put(told, kana, grade="meaning")) == ("behind", (4,))


def test_a_light_change_after_a_grave_one_leaves_the_translation_behind(told: Glossary) -> None:
    put(told, "全く別の説明を与える。")
    assert english(put(told, "全く別の説明を与えます。", grade="editorial")) == ("behind", (2, 3))


def test_a_translation_is_confirmed_in_one_call_and_the_wording_keeps_its_date(told: Glossary, clock: Clock) -> None:
    changed = put(told, "全く別の説明を与える。", valid_from="2026-07-02")
    clock.advance(days=1)
    confirmed = told.confirm("prompt", "p-other", note={"ja": "照合済み"})
    assert (confirmed.number, confirmed.kind, confirmed.author) == (3, "confirmation", "p-other")
    assert (confirmed.valid_from, confirmed.change_note) == ("2026-07-02", {"ja": "照合済み"})
    assert english(confirmed) == ("in_sync", ())
    assert confirmed.concept.languages["en"].based_on == BasedOn(language="ja", revision=3)
    assert confirmed.concept.languages["ja"] == changed.concept.languages["ja"]
    assert told.concept("prompt", Asked(as_of="2026-07-02")).revision == confirmed


def test_where_there_is_nothing_to_confirm_nothing_is_recorded(told: Glossary) -> None:
    before = told.revisions("prompt")[0]
    assert told.confirm("prompt", "p-editor") == before
    assert told.confirm("prompt", "p-editor", ["en"]) == before
    assert len(told.revisions("prompt")) == before.number


def test_the_wording_in_force_is_confirmed_not_one_that_lies_ahead(told: Glossary) -> None:
    put(told, "全く別の説明を与える。")
    put(told, "来年からの説明。", valid_from="2027-01-01")
    confirmed = told.confirm("prompt", "p-editor")
    assert told.concept("prompt").revision == confirmed
    assert confirmed.concept.languages["ja"].definition == told.revision("prompt", 2).concept.languages["ja"].definition
    assert told.concept("prompt", Asked(as_of="2027-01-01")).revision.number == 3
    ahead = told.confirm("prompt", "p-editor", number=3)
    assert (ahead.valid_from, english(ahead)) == ("2027-01-01", ("in_sync", ()))
    assert told.concept("prompt", Asked(as_of="2027-01-01")).revision == ahead
    assert told.concept("prompt").revision == confirmed


def test_what_cannot_be_confirmed_is_refused_with_the_place(told: Glossary) -> None:
    put(told, "全く別の説明を与える。")
    put(told, "また別の説明を与える。", correction=True)
    for words, fault in [
        ({"number": 2}, ("/revision", "wording-replaced")),
        ({"languages": ["en", "fr"]}, ("/languages/1", "not-in-this-language")),
    ]:
        with pytest.raises(errors.InvalidContent) as refused:
            told.confirm("prompt", "p-editor", **words)  # type: ignore[arg-type]
        assert [(each.pointer, each.code) for each in refused.value.faults] == [fault]
    with pytest.raises(errors.HeadMoved):
        told.confirm("prompt", "p-editor", expected=1)
    told.retire("prompt", "p-editor", None, {"ja": "統合"})
    with pytest.raises(errors.RetiredConceptChanged):
        told.confirm("prompt", "p-editor")


def test_an_editor_corrects_the_grade_of_a_change_that_was_recorded(told: Glossary, house: Glossaries) -> None:
    changed = put(told, "全く別の説明を与える。")
    assert told.comparison("prompt", 1, 2).difference.grade == "meaning"
    graded = told.grade("prompt", 2, "editorial", "p-chief")
    assert (graded.digest, graded.sync, graded.grade) == (changed.digest, changed.sync, "editorial")
    found = told.comparison("prompt", 1, 2).difference
    assert (found.grade, {each.reason for each in found.changes}) == ("editorial", {"editor"})
    assert told.revisions("prompt")[0].grade == "editorial"
    told.grade("prompt", 2, "scope", "p-chief", "範囲だけが狭まった")
    told.grade("prompt", 2, "scope", "p-chief")
    assert told.comparison("prompt", 1, 2).difference.grade == "scope"
    assert told.verify().whole
    assert [b'"grade":"scope"' in line for line in told.log()].count(True) == 0
    assert sum(rb"\"grade\":\"scope\"" in line for line in told.log()) == 1
    assert [each.told.reason for each in told.followed().items if isinstance(each.told, Grading)] == [
        "範囲だけが狭まった",
        None,
    ]
    with pytest.raises(errors.InvalidContent):
        told.grade("prompt", 2, "editorial", "p-chief", "\x00")


def test_there_is_nothing_to_grade_in_a_first_wording(told: Glossary, trial: Glossary) -> None:
    with pytest.raises(errors.InvalidContent):
        told.grade("prompt", 1, "scope", "p-chief")
    with pytest.raises(errors.InvalidContent):
        trial.put(draft("other", grade="scope"), "p-editor", None)
    with pytest.raises(errors.RevisionNotFound):
        told.grade("prompt", 9, "scope", "p-chief")


def test_a_grade_that_nobody_recorded_is_found(told: Glossary, house: Glossaries) -> None:
    put(told, "全く別の説明を与える。", grade="scope")
    assert told.verify().whole
    with house._database.writing() as connection:
        connection.execute(text("UPDATE revisions SET grade = 'editorial' WHERE number = 2"))
    assert told.verify().reason == "grades-differ"


def test_a_wording_knows_the_correction_that_came_after_it(told: Glossary, clock: Clock) -> None:
    wrong = put(told, "誤った説明を与える。", valid_from="2026-06-01")
    assert told.corrected_by(wrong) is None
    clock.advance(days=1)
    right = put(told, "正しい説明を与える。", correction=True)
    assert told.corrected_by(wrong) == right.number
    assert told.corrected_by(right) is None
    assert told.concept("prompt", Asked(as_of="2026-06-15")).revision.kind == "correction"


def test_what_is_exported_can_be_loaded_elsewhere_and_again(told: Glossary, house: Glossaries) -> None:
    put(told, "全く別の説明を与える。", change_note={"ja": "見直し"})
    told.publish(Edition(id="e1", title={"ja": "第1版", "en": "First"}, date="2026-12-31"), "p-editor")
    put(told, "また別の説明を与える。")
    there = list(told.export(Asked(edition="e1")))
    assert [each.concept.languages["ja"].definition.text for each in there if each.concept.languages["ja"].definition]
    assert (there[0].unsaid, there[0].change_note) == (frozenset({"en"}), {"ja": "見直し"})
    assert told.load(told.export(), "p-editor").changed == ()
    other = house.make(told.settings().__class__(id="other", title={"ja": "他"}), "p-editor")
    assert other.load(told.export(), "p-editor").added == ("prompt",)
    made = other.concept("prompt").revision
    assert made.concept.languages["ja"] == told.concept("prompt").revision.concept.languages["ja"]
    assert made.sync["en"].state == "unreviewed"
    [only] = told.export(language="en")
    assert list(only.concept.languages) == ["en"]
