"""What is behind its source wording or unreviewed is found, with the difference that caused it."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import text

from glossary import (
    BehindRequest,
    Draft,
    Glossaries,
    Glossary,
    Lag,
    ListRequest,
    Query,
    Whereabouts,
    behind_html,
    behind_markdown,
    behind_table,
    migrations,
)
from glossary.comparison import Behind
from glossary.model import BasedOn, Sync, SyncState
from tests.conftest import Clock
from tests.support import SETTINGS, concept, draft, with_definition

THREE = replace(SETTINGS, id="three", languages=("ja", "en", "fr"))


def say(glossary: Glossary, concept_id: str, language: str, words: str, *, correction: bool = False) -> None:
    """Give a concept another definition in one language."""
    newest = glossary.concept(concept_id).revision
    changed = with_definition(newest.concept, language, words)
    glossary.put(Draft(concept=changed, correction=correction), "p-editor", newest.number)


def confirm(glossary: Glossary, concept_id: str) -> None:
    """Say that the English was checked against the Japanese that is there now."""
    newest = glossary.concept(concept_id).revision
    english = replace(newest.concept.languages["en"], based_on=BasedOn(language="ja"))
    changed = replace(newest.concept, languages={**newest.concept.languages, "en": english})
    glossary.put(Draft(concept=changed), "p-editor", newest.number)


def found(glossary: Glossary, **asked: Any) -> list[Behind]:
    """All that is to be checked."""
    return glossary.behind(BehindRequest(**asked)).items


@pytest.fixture
def lagging(trial: Glossary) -> Glossary:
    """One concept behind by two changes of its source, one to be confirmed, one unchecked, one in sync."""
    for each in ("agent", "prompt", "rag"):
        trial.put(draft(each, ja="指示や質問。", en=each), "p-editor", None)
    unchecked = concept("slm", en="small")
    english = replace(unchecked.languages["en"], based_on=None)
    trial.put(Draft(concept=replace(unchecked, languages={**unchecked.languages, "en": english})), "p-editor", None)
    say(trial, "agent", "ja", "指示や質問の文。")
    say(trial, "agent", "ja", "指示や質問の文章。")
    say(trial, "rag", "ja", "指示と質問。", correction=True)
    return trial


def test_each_comes_with_what_the_source_said_when_it_was_checked_and_says_now(lagging: Glossary) -> None:
    [behind] = found(lagging)
    assert (behind.revision.concept.id, behind.language, behind.sync.behind) == ("agent", "en", (2, 3))
    assert behind.based_on == BasedOn(language="ja", revision=1)
    assert behind.comparison
    assert behind.comparison.before
    assert (behind.comparison.before.number, behind.comparison.newest.number) == (1, 3)
    [change] = behind.comparison.difference.changes
    assert change.path == "/languages/ja/definition/text"
    assert "".join(each.text for each in change.segments if each.op == "insert") == "の文章"


def test_what_was_never_checked_has_no_difference_and_a_correction_has_one(lagging: Glossary) -> None:
    rag, slm = sorted(found(lagging, sync="unreviewed"), key=lambda each: each.revision.concept.id)
    assert rag.comparison
    assert [each.kind for each in (rag.revision,)] == ["correction"]
    assert rag.comparison.difference.changes
    assert (slm.comparison, slm.based_on) == (None, None)


def test_confirming_takes_it_from_the_list(lagging: Glossary) -> None:
    confirm(lagging, "agent")
    assert found(lagging) == []
    assert lagging.verify().whole


def test_a_list_asks_of_the_language_that_it_names(house: Glossaries) -> None:
    three = house.make(THREE, "p-editor")
    made = concept(en="instruction")
    french = replace(made.languages["en"], based_on=None)
    three.put(Draft(concept=replace(made, languages={**made.languages, "fr": french})), "p-editor", None)
    say(three, "prompt", "ja", "別の。")

    def listed(sync: SyncState, language: str | None) -> int:
        return len(three.concepts(ListRequest(sync=sync, language=language)).items)

    table = {
        sync: [listed(sync, tag) for tag in (None, "ja", "en", "fr")] for sync in ("in_sync", "behind", "unreviewed")
    }
    assert table == {"in_sync": [1, 1, 0, 0], "behind": [1, 0, 1, 0], "unreviewed": [1, 0, 0, 1]}
    assert [each.language for each in found(three, sync="unreviewed")] == ["fr"]
    assert found(three, language="fr") == []


def test_pages_of_what_is_behind_go_on_at_the_state_of_the_first(lagging: Glossary) -> None:
    say(lagging, "prompt", "ja", "問いかけ。")
    first = lagging.behind(limit=1)
    assert first.next
    confirm(lagging, "agent")
    confirm(lagging, "prompt")
    second = lagging.behind(BehindRequest(), first.next, 1)
    assert [each.revision.concept.id for each in (*first.items, *second.items)] == ["agent", "prompt"]
    assert second.next is None


def test_a_redacted_source_is_told_as_removed(lagging: Glossary) -> None:
    lagging.redact("agent", 1, "content", "個人情報", "p-admin")
    [behind] = found(lagging)
    assert behind.comparison
    assert behind.comparison.is_redacted
    told = behind_html([behind], lagging.settings(), "en")
    assert "[removed: 個人情報]" in told or "個人情報" in told
    lagging.redact("agent", 3, "content", "個人情報", "p-admin")
    assert found(lagging) == []


def test_pages_tables_and_markdown_tell_it_to_people(lagging: Glossary) -> None:
    both, about = [*found(lagging), *found(lagging, sync="unreviewed")], lagging.settings()
    page = behind_html(both, about, "en")
    assert "英語・原文に変更あり" in page
    assert 'の文章<span class="hidden">' in page
    assert '<blockquote lang="en">agent</blockquote>' in page
    assert "It was not checked against any wording of the source." in page
    table = behind_table(both, about, "ja")
    assert ">の文章</u>" in table
    assert table.index("変更後") < table.index("変更前")
    assert "質問<ins>の文章</ins>。" in behind_markdown(both, about, "ja")


def test_search_is_limited_to_a_state_of_translation(lagging: Glossary, house: Glossaries) -> None:
    def hits(*syncs: SyncState) -> set[str]:
        return {hit.concept for hit in house.search(Query(text="質問", syncs=syncs or None)).hits}

    assert hits("behind") == {"agent"}
    assert hits("unreviewed") == {"rag", "slm"}
    assert hits("behind", "unreviewed") == {"agent", "rag", "slm"}
    assert hits() == {"agent", "prompt", "rag", "slm"}


def test_a_database_of_an_earlier_release_gets_its_states(lagging: Glossary, house: Glossaries) -> None:
    before = {lag: found(lagging, sync=lag) for lag in ("behind", "unreviewed")}
    [step] = [path.stem for path in (Path(migrations.__file__).parent / "versions").glob("*_behind.py")]
    with house._database.writing() as connection:
        for table in ("sort_keys", "head_keys"):
            connection.execute(text(f"UPDATE {table} SET sync = NULL"))
    assert found(lagging) == []
    with house._database.writing() as connection:
        importlib.import_module(f"glossary.migrations.versions.{step}")._fill(connection)
    assert {lag: found(lagging, sync=lag) for lag in before} == before


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from(["ja", "en", "confirm", "correct", "retire"])), max_size=12
    ),
    lag=st.sampled_from(["behind", "unreviewed"]),
)
def test_the_list_says_what_each_concept_says_of_itself(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str]], lag: Lag
) -> None:
    home = tmp_path_factory.mktemp("behind")
    with Glossaries.open(Whereabouts(home, home / "glossary.db", home / "index"), Clock(), "delete") as house:
        glossary = house.make(SETTINGS, "p-editor")
        for each in "abc":
            glossary.put(draft(each, en=each), "p-editor", None)
        there = set("abc")
        for at, (each, step) in enumerate(steps):
            if each in there:
                _do(glossary, each, step, f"第{at}稿。")
            there -= {each} if step == "retire" else set()
        told = {each: glossary.concept(each).revision.sync["en"] for each in sorted(there)}
        assert [each.revision.concept.id for each in found(glossary, sync=lag)] == [
            each for each, sync in told.items() if sync.state == lag
        ]


def _do(glossary: Glossary, concept_id: str, step: str, words: str) -> None:
    if step == "confirm":
        confirm(glossary, concept_id)
    elif step == "retire":
        glossary.retire(concept_id, "p-editor", None, None)
    else:
        say(glossary, concept_id, "en" if step == "en" else "ja", words, correction=step == "correct")


def test_taking_a_claim_back_is_a_change_and_no_confirmation(lagging: Glossary) -> None:
    newest = lagging.concept("prompt").revision
    english = replace(newest.concept.languages["en"], based_on=None)
    unsaid = replace(newest.concept, languages={**newest.concept.languages, "en": english})
    made = lagging.put(Draft(concept=unsaid), "p-editor", newest.number)
    assert (made.kind, made.sync["en"].state) == ("change", "unreviewed")


def test_a_translation_stays_in_sync_though_what_it_was_checked_against_was_redacted(lagging: Glossary) -> None:
    say(lagging, "prompt", "en", "another wording")
    lagging.redact("prompt", 1, "content", "個人情報", "p-admin")
    newest = lagging.concept("prompt").revision
    lagging.put(Draft(concept=replace(newest.concept, subjects=("tech",))), "p-editor", newest.number)
    assert lagging.concept("prompt").revision.sync["en"].state == "in_sync"
    say(lagging, "prompt", "ja", "別の文。")
    assert lagging.concept("prompt").revision.sync["en"] == Sync(state="behind", behind=(4,))
