"""What concepts use stays: a subject field or a language that is in use is not taken away from a glossary."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from glossary import Fault, Glossary, errors
from glossary.model import Draft, Subject
from tests.conftest import Clock
from tests.support import draft

RISK = Subject(id="risk", title={"ja": "リスク", "en": "Risk"})
TECH = Subject(id="tech", title={"ja": "技術", "en": "Technology"})


def changed(trial: Glossary, **members: object) -> list[Fault]:
    try:
        trial.change_settings(replace(trial.settings(), **members), "p-editor", trial.overview()[1].seq)
    except errors.InvalidContent as error:
        return error.faults
    return []


def of_risk(concept: str, **facts: Any) -> Draft:
    return draft(concept, subjects=("risk",), **facts)


def test_a_subject_field_that_concepts_have_stays(trial: Glossary) -> None:
    assert changed(trial, subjects=(RISK, TECH)) == []
    for number in range(7):
        trial.put(of_risk(f"c-{number}"), "p-editor", None)
    before = trial.overview()[1]
    [fault] = changed(trial, subjects=(TECH,))
    assert (fault.pointer, fault.code) == ("/subjects", "subject-in-use")
    assert trial.overview()[1] == before
    assert fault.told("ja").startswith("分野「リスク」は7件の項目で使われている")
    assert fault.told("en").startswith("The subject field “Risk” cannot be removed. Concepts that have it: 7")
    assert (fault.told("ja").count("用語c-"), fault.told("en").count("用語c-")) == (5, 5), "the first few are named"
    assert changed(trial, subjects=(RISK,)) == [], "what nobody uses may go"
    assert trial.verify().whole


def test_a_language_in_which_concepts_say_something_stays(trial: Glossary) -> None:
    trial.put(draft("rag", en="retrieval"), "p-editor", None)
    [fault] = changed(trial, languages=("ja",))
    assert (fault.pointer, fault.code, fault.facts["count"]) == ("/languages", "language-in-use", 1)
    assert "英語" in fault.told("ja")
    assert "English" in fault.told("en")
    trial.put(draft("rag"), "p-editor", 1)
    assert changed(trial, languages=("ja",)) == []


def test_what_a_scheduled_wording_uses_stays_and_what_is_only_history_goes(trial: Glossary, clock: Clock) -> None:
    changed(trial, subjects=(RISK,))
    trial.put(draft("rag"), "p-editor", None)
    trial.put(of_risk("rag", valid_from="2026-08-01"), "p-editor", 1)
    assert [each.code for each in changed(trial, subjects=())] == ["subject-in-use"]
    clock.advance(days=60)
    assert [each.code for each in changed(trial, subjects=())] == ["subject-in-use"]
    trial.put(draft("rag"), "p-editor", 2)
    trial.put(of_risk("llm"), "p-editor", None)
    trial.retire("llm", "p-editor", None, None)
    assert changed(trial, subjects=()) == []
