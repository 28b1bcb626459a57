"""What is recorded stays: revisions, times, races. On every kind of database."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from glossary import (
    Asked,
    BasedOn,
    Concept,
    Draft,
    Edition,
    Glossaries,
    Glossary,
    LanguageSection,
    ListRequest,
    Relation,
    Settings,
    Term,
    errors,
)
from tests.conftest import Clock
from tests.support import SETTINGS, concept, draft, with_definition


def put(trial: Glossary, head: int | None = None, **members: Any) -> int:
    return trial.put(draft(**members), "p-editor", head).number


def test_a_new_concept_is_revision_one_and_valid_from_the_moment_of_recording(trial: Glossary) -> None:
    made = trial.put(draft(), "p-editor", None)
    assert (made.number, made.kind, made.status) == (1, "new", "current")
    assert made.valid_from == "2026-07-01T03:00:00.000000Z"
    assert trial.concept("prompt").revision == made


def test_every_change_is_the_next_revision_and_the_earlier_ones_stay(trial: Glossary) -> None:
    first = trial.put(draft(ja="一"), "p-editor", None)
    second = trial.put(draft(ja="二"), "p-editor", 1)
    assert (second.number, second.kind) == (2, "change")
    assert trial.revision("prompt", 1) == first
    assert [each.number for each in trial.revisions("prompt")] == [2, 1]


def test_a_change_that_changes_nothing_is_not_recorded(trial: Glossary) -> None:
    first = trial.put(draft(), "p-editor", None)
    assert trial.put(draft(), "p-editor", 1) == first
    assert len(trial.revisions("prompt")) == 1


def test_a_change_note_sent_back_stays_with_the_revision_it_came_with(trial: Glossary) -> None:
    trial.put(draft(change_note={"ja": "初版"}), "p-editor", None)
    second = trial.put(draft(ja="二", change_note={"ja": "初版"}), "p-editor", 1)
    third = trial.put(draft(ja="三", change_note={"ja": "字句の整理"}), "p-editor", 2)
    assert (second.change_note, third.change_note) == (None, {"ja": "字句の整理"})


def test_a_change_based_on_an_old_revision_is_refused_and_says_the_head(trial: Glossary) -> None:
    put(trial)
    put(trial, 1, ja="二")
    with pytest.raises(errors.HeadMoved) as refused:
        put(trial, 1, ja="三")
    assert refused.value.head == 2
    assert trial.concept("prompt").revision.number == 2


def test_a_new_concept_does_not_take_a_taken_id(trial: Glossary) -> None:
    put(trial)
    with pytest.raises(errors.AlreadyExists):
        put(trial, None, ja="別")


def test_seq_is_dense_over_all_that_is_recorded(trial: Glossary) -> None:
    put(trial)
    put(trial, None, concept_id="rag")
    put(trial, 1, ja="二")
    assert [trial.revision(*pair).seq for pair in (("prompt", 1), ("rag", 1), ("prompt", 2))] == [2, 3, 4]
    assert trial.overview()[1].seq == 4


def test_recorded_at_never_decreases_when_the_clock_is_set_back(trial: Glossary, clock: Clock) -> None:
    first = trial.put(draft(), "p-editor", None)
    clock.advance(days=-1)
    second = trial.put(draft(ja="二"), "p-editor", 1)
    assert second.recorded_at == first.recorded_at
    assert trial.verify().whole


def test_a_correction_keeps_the_date_of_what_it_corrects(trial: Glossary) -> None:
    put(trial, valid_from="2025-06-18")
    corrected = trial.put(draft(ja="訂正後", correction=True), "p-editor", 1)
    assert (corrected.kind, corrected.valid_from) == ("correction", "2025-06-18")
    assert trial.concept("prompt", Asked(as_of="2025-06-18")).revision.number == 2


def test_a_correction_needs_something_to_correct(trial: Glossary) -> None:
    with pytest.raises(errors.InvalidContent):
        put(trial, correction=True)


def test_a_date_equal_to_the_bases_means_now(trial: Glossary) -> None:
    put(trial, valid_from="2025-06-18")
    changed = trial.put(draft(ja="二", valid_from="2025-06-18"), "p-editor", 1)
    assert changed.valid_from == "2026-07-01T03:00:00.000000Z"


def test_a_scheduled_wording_comes_into_force_by_itself(trial: Glossary, clock: Clock) -> None:
    put(trial, valid_from="2025-06-18")
    put(trial, 1, ja="秋から", valid_from="2026-09-01")
    standing = trial.concept("prompt")
    assert (standing.revision.number, standing.head) == (1, 2)
    clock.set("2026-08-31T14:59:59Z")
    assert trial.concept("prompt").revision.number == 1
    clock.set("2026-08-31T15:00:00Z")
    assert trial.concept("prompt").revision.number == 2
    assert [each.number for each in trial.concepts().items] == [2]


def test_a_concept_that_is_only_scheduled_is_not_in_force_yet(trial: Glossary, clock: Clock) -> None:
    put(trial, valid_from="2026-09-01")
    with pytest.raises(errors.NotYetWorded) as early:
        trial.concept("prompt")
    assert early.value.first_valid_from == "2026-09-01"
    assert trial.concepts().items == []
    clock.set("2026-09-02T00:00:00Z")
    assert [each.concept.id for each in trial.concepts().items] == ["prompt"]


def test_as_of_and_known_at_answer_what_held_and_what_was_known(trial: Glossary, clock: Clock) -> None:
    put(trial, valid_from="2025-06-18")
    clock.set("2026-08-01T03:00:00Z")
    put(trial, 1, ja="訂正後", correction=True)
    clock.set("2026-10-01T03:00:00Z")
    assert trial.concept("prompt", Asked(as_of="2025-07-01")).revision.number == 2
    assert trial.concept("prompt", Asked(as_of="2025-07-01", known_at="2026-07-15")).revision.number == 1
    with pytest.raises(errors.NotYetWorded):
        trial.concept("prompt", Asked(as_of="2025-06-18", known_at="2026-06-30"))
    with pytest.raises(errors.NotYetWorded):
        trial.concept("prompt", Asked(as_of="2025-06-17T14:59:59Z"))
    assert trial.concept("prompt", Asked(as_of="2025-06-17T15:00:00Z")).revision.number == 2


def test_a_retired_concept_says_so_and_names_its_successor(trial: Glossary) -> None:
    put(trial)
    put(trial, None, concept_id="rag")
    trial.retire("prompt", "p-editor", "rag", {"ja": "統合のため"})
    with pytest.raises(errors.Retired) as gone:
        trial.concept("prompt")
    assert (gone.value.replaced_by, gone.value.revision) == ("rag", 2)
    assert [each.concept.id for each in trial.concepts().items] == ["rag"]
    assert [each.concept.id for each in trial.concepts(ListRequest(status="retired")).items] == ["prompt"]


def test_a_retired_concept_takes_no_change_until_it_is_restored(trial: Glossary) -> None:
    put(trial)
    trial.retire("prompt", "p-editor", None, None)
    with pytest.raises(errors.RetiredConceptChanged):
        put(trial, 2, ja="二")
    with pytest.raises(errors.AlreadyRetired):
        trial.retire("prompt", "p-editor", None, None)
    restored = trial.restore("prompt", 1, "p-editor")
    assert (restored.number, restored.kind, restored.status) == (3, "restoration", "current")
    assert restored.concept == trial.revision("prompt", 1).concept


def test_a_concept_may_only_refer_to_what_is_there(trial: Glossary) -> None:
    with pytest.raises(errors.InvalidContent) as refused:
        put(trial, relations=(Relation(type="related", target="nobody"),))
    assert [fault.pointer for fault in refused.value.faults] == ["/relations/0/target"]
    with pytest.raises(errors.ConceptNotFound):
        trial.concept("prompt")


def test_a_load_records_all_or_nothing(trial: Glossary) -> None:
    with pytest.raises(errors.InvalidContent):
        trial.load([draft("rag"), draft("llm", subjects=("nosuch",))], "p-editor")
    assert trial.overview()[2] == 0
    report = trial.load([draft("rag", relations=(Relation(type="related", target="llm"),)), draft("llm")], "p-editor")
    assert report.added == ("rag", "llm")
    assert trial.load([draft("llm")], "p-editor").unchanged == ("llm",)


def test_a_load_does_not_bring_a_retired_concept_back(trial: Glossary) -> None:
    put(trial)
    trial.retire("prompt", "p-editor", None, None)
    with pytest.raises(errors.RetiredConceptChanged):
        trial.load([draft("rag"), draft(ja="別の定義")], "p-editor")
    assert [each.number for each in trial.revisions("prompt")] == [2, 1]
    assert trial.concepts().items == []


def test_a_language_taken_away_and_given_back_lists_every_concept_again(trial: Glossary) -> None:
    put(trial, en="instruction")
    put(trial, None, concept_id="rag")
    put(trial, 1, concept_id="rag", ja="二")
    settings = trial.settings()
    for languages in (("ja", "en", "fr"), ("ja", "en"), ("ja", "en", "fr")):
        changed = msgspec.structs.replace(settings, languages=languages)
        trial.change_settings(changed, "p-editor", trial.overview()[1].seq)
    for language in ("ja", "en", "fr"):
        listed = trial.concepts(ListRequest(language=language)).items
        assert sorted((each.concept.id, each.number) for each in listed) == [("prompt", 1), ("rag", 2)]
    assert trial.verify().whole


def test_a_start_on_a_glossary_that_is_there_takes_no_lock(
    house: Glossaries, trial: Glossary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("glossary.store.engine.Database.writing", None)
    assert house.seed() is False


def test_glossaries_in_one_database_do_not_know_each_other(house: Glossaries, trial: Glossary) -> None:
    other = house.make(Settings(id="other", title={"ja": "他"}), "p-editor")
    put(trial)
    with pytest.raises(errors.ConceptNotFound):
        other.concept("prompt")
    assert (trial.overview()[1].seq, other.overview()[1].seq) == (2, 1)
    with pytest.raises(errors.GlossaryNotFound):
        house["nosuch"].concept("prompt")
    with pytest.raises(errors.AlreadyExists):
        house.make(SETTINGS, "p-editor")


def test_an_edition_keeps_its_state_whatever_comes_after(trial: Glossary, clock: Clock) -> None:
    put(trial, valid_from="2025-06-18")
    put(trial, None, concept_id="rag", valid_from="2026-09-01")
    trial.publish(Edition(id="e1", title={"ja": "第1版"}, date="2025-06-18"), "p-editor")
    put(trial, 1, ja="訂正後", correction=True)
    clock.advance(days=365)
    in_edition = Asked(edition="e1")
    assert trial.concept("prompt", in_edition).revision.number == 1
    assert [each.concept.id for each in trial.concepts(ListRequest(asked=in_edition)).items] == ["prompt"]
    with pytest.raises(errors.EditionExists):
        trial.publish(Edition(id="e1", title={"ja": "第1版"}, date="2025-06-18"), "p-editor")
    with pytest.raises(errors.EditionNotFound):
        trial.concept("prompt", Asked(edition="e2"))


def test_pages_go_on_at_the_state_that_the_first_page_saw(trial: Glossary) -> None:
    for number in range(5):
        put(trial, None, concept_id=f"c{number}")
    request = ListRequest(sort="id")
    first = trial.concepts(request, limit=2)
    put(trial, 1, concept_id="c3", ja="変更後")
    trial.retire("c4", "p-editor", None, None)
    put(trial, None, concept_id="c2a")
    second = trial.concepts(request, first.next, limit=2)
    third = trial.concepts(request, second.next, limit=2)
    seen = [(each.concept.id, each.number) for page in (first, second, third) for each in page.items]
    assert seen == [("c0", 1), ("c1", 1), ("c2", 1), ("c3", 1), ("c4", 1)]
    assert third.next is None


def test_the_english_falls_behind_when_the_japanese_definition_changes(trial: Glossary) -> None:
    put(trial, en="instruction or question")
    assert trial.concept("prompt").revision.sync["en"].state == "in_sync"
    base = trial.revision("prompt", 1).concept
    changed = trial.put(_draft(with_definition(base, "ja", "与える指示。")), "p-editor", 1)
    assert (changed.sync["en"].state, changed.sync["en"].behind) == ("behind", (2,))
    again = trial.put(_draft(with_definition(base, "ja", "与える質問。")), "p-editor", 2)
    assert again.sync["en"].behind == (2, 3)
    back = trial.put(_draft(base), "p-editor", 3)
    assert back.sync["en"].state == "in_sync"


def test_saying_checked_against_this_very_revision_confirms_a_translation(trial: Glossary) -> None:
    put(trial, en="instruction or question")
    base = trial.revision("prompt", 1).concept
    changed = trial.put(_draft(with_definition(base, "ja", "与える指示。")), "p-editor", 1)
    confirmed = trial.put(draft(ja="与える指示。", en="instruction or question"), "p-editor", 2)
    assert changed.sync["en"].state == "behind"
    assert (confirmed.kind, confirmed.sync["en"].state) == ("confirmation", "in_sync")
    assert confirmed.concept.languages["en"].based_on == BasedOn(language="ja", revision=3)


def test_a_correction_of_the_source_only_asks_for_confirmation(trial: Glossary) -> None:
    put(trial, en="instruction or question")
    base = trial.revision("prompt", 1).concept
    corrected = trial.put(_draft(with_definition(base, "ja", "指示又は質問。"), correction=True), "p-editor", 1)
    assert corrected.sync["en"].state == "unreviewed"


def test_readings_are_kept_in_hiragana(trial: Glossary) -> None:
    section = LanguageSection(
        text_status="original", terms=(Term(text="幻覚", status="preferred", readings=("ゲンカク",)),)
    )
    made = trial.put(_draft(concept(languages={"ja": section})), "p-editor", None)
    assert made.concept.languages["ja"].terms[0].readings == ("げんかく",)


def _draft(changed: Concept, *, correction: bool = False) -> Draft:
    return Draft(concept=changed, correction=correction)
