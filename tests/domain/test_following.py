"""Following a glossary: what was recorded, newest first, and what each change changed."""

from __future__ import annotations

import pytest

from glossary import FollowRequest, Glossary, errors
from glossary.retelling import field_named, html, title
from tests.conftest import Clock
from tests.support import draft


def test_a_scheduled_change_is_upcoming_and_is_updated_when_it_comes_into_force(trial: Glossary, clock: Clock) -> None:
    trial.put(draft(valid_from="2025-06-18"), "p-editor", None)
    trial.put(draft(ja="秋から。", valid_from="2026-09-01"), "p-editor", 1)
    ahead, first = trial.followed().items
    assert (ahead.upcoming, first.upcoming) == (True, False)
    assert ahead.updated == ahead.revision.recorded_at
    clock.set("2026-08-31T15:00:00Z")
    [begun, _] = trial.followed().items
    assert not begun.upcoming
    assert begun.updated == clock()
    assert first.updated == first.revision.recorded_at


def test_changes_of_another_language_are_passed_over_but_not_without_end(trial: Glossary) -> None:
    trial.put(draft(en="instruction"), "p-editor", None)
    for number in range(1, 60):
        trial.put(draft(ja=f"第{number}稿。", en="instruction"), "p-editor", number)
    wanted = FollowRequest(language="en")
    page = trial.followed(wanted, limit=1)
    looked_at, found = 1, list(page.items)
    while page.next:
        page = trial.followed(wanted, page.next, 1)
        looked_at += 1
        found += page.items
    assert [each.revision.number for each in found if each.difference is None] == [1]
    assert looked_at > 1
    assert len(trial.followed(FollowRequest(language="ja"), limit=200).items) == 60


def test_only_what_is_there_can_be_followed(trial: Glossary) -> None:
    trial.put(draft(), "p-editor", None)
    assert [each.revision.concept.id for each in trial.followed(FollowRequest(concept="prompt")).items] == ["prompt"]
    assert trial.followed(FollowRequest(subject="tech")).items == []
    with pytest.raises(errors.ConceptNotFound):
        trial.followed(FollowRequest(concept="nobody"))
    for wanted in (FollowRequest(subject="weather"), FollowRequest(language="fr")):
        with pytest.raises(errors.InvalidQuery):
            trial.followed(wanted)


def test_a_change_is_told_in_the_reader_s_language_and_escaped(trial: Glossary) -> None:
    trial.put(draft(ja="指示 <b> & 質問。"), "p-editor", None)
    trial.put(draft(ja="指示 <b> & 質問\nと回答。"), "p-editor", 1)
    [change, first] = trial.followed().items
    settings = trial.settings()
    assert "変更" in title(change, settings, "ja")
    assert "用語prompt" in title(change, settings, "en")
    assert "指示 &lt;b&gt; &amp; 質問" in html(first, settings, "en")
    told = html(change, settings, "en")
    assert "<ins><br>と回答</ins>" in told
    assert "<b>" not in told


def test_every_member_of_a_concept_has_a_name() -> None:
    assert field_named("/languages/ja/definition/text", "en") == "Japanese, Definition"
    assert field_named("/languages/en/terms/0/readings", "en") == "English, Term, Reading"
    assert field_named("/subjects", "en") == "Subject field"
    assert field_named("/languages/fr/notes/2", "en") == "Note"
    assert field_named("/languages/ja", "en") == "Japanese"
