"""The worked examples of `as_of`, `known_at`, editions and corrections, run as they are told. Times are Tokyo's."""

from __future__ import annotations

from typing import Any

import pytest

from glossary import Asked, Edition, Glossaries, Glossary, errors
from tests.conftest import Clock
from tests.support import SETTINGS, draft


@pytest.fixture
def trial(house: Glossaries, clock: Clock) -> Glossary:
    clock.set("2025-06-01T00:00:00Z")
    return house.make(SETTINGS, "p-editor")


@pytest.fixture
def record(trial: Glossary, clock: Clock) -> Any:
    """Record the next revision: the text is its number."""

    def at(recorded: str, valid_from: str | None = None, **more: Any) -> None:
        clock.set(f"{recorded}T12:00:00+09:00" if len(recorded) == 10 else recorded)
        number = len(_history(trial)) + 1
        trial.put(draft(ja=f"r{number}", valid_from=valid_from, **more), "p-editor", number - 1 or None)

    return at


def _history(trial: Glossary) -> list[Any]:
    try:
        return trial.revisions("prompt")
    except errors.ConceptNotFound:
        return []


def told(trial: Glossary, **asked: str) -> int | str:
    """The number of the revision that answers, or why none does."""
    try:
        return trial.concept("prompt", Asked(**asked)).revision.number
    except errors.GlossaryError as error:
        return error.code


def test_1_2_3_a_wording_is_there_from_its_day_on_for_those_who_know_it(trial: Glossary, record: Any) -> None:
    record("2025-07-01", "2025-06-18")
    assert told(trial, as_of="2025-06-18") == 1
    assert told(trial, as_of="2025-06-17T14:59:59Z") == "before-first-wording"
    assert told(trial, as_of="2025-06-17T15:00:00Z") == 1
    assert told(trial, as_of="2025-06-18", known_at="2025-06-30") == "before-first-wording"


def test_4_of_several_wordings_of_a_day_its_last_answers_for_the_day(trial: Glossary, record: Any) -> None:
    record("2025-07-01", "2025-06-18")
    record("2025-07-01", "2025-06-18T03:00:00Z")
    record("2025-07-01", "2025-06-18T06:00:00Z")
    assert told(trial, as_of="2025-06-18") == 3
    assert told(trial, as_of="2025-06-18T05:00:00Z") == 2


def test_5_a_correction_answers_for_the_past_and_known_at_tells_the_text_as_it_stood(
    trial: Glossary, record: Any
) -> None:
    record("2025-07-01", "2025-06-18")
    record("2025-08-01", correction=True)
    assert trial.revision("prompt", 2).valid_from == "2025-06-18"
    assert trial.concept("prompt", Asked(as_of="2025-07-01")).revision.kind == "correction"
    assert told(trial, as_of="2025-07-01", known_at="2025-07-15") == 1


def test_6_7_a_wording_ahead_is_there_at_its_hour_without_any_writing(
    trial: Glossary, record: Any, clock: Clock
) -> None:
    record("2025-06-18", "2025-06-18")
    record("2025-07-10", "2025-09-01")
    clock.set("2025-08-01T00:00:00Z")
    standing = trial.concept("prompt")
    assert (standing.revision.number, standing.head) == (1, 2)
    clock.set("2025-08-31T15:00:00Z")
    assert told(trial) == 2


def test_8_a_correction_of_an_earlier_wording_leaves_the_later_one_in_force(trial: Glossary, record: Any) -> None:
    record("2025-06-18", "2025-06-18")
    record("2025-07-10", "2025-09-01")
    record("2025-10-01", "2025-06-18", correction=True)
    assert trial.revision("prompt", 3).kind == "correction"
    assert (told(trial), told(trial, as_of="2025-07-01"), told(trial, as_of="2025-09-01")) == (2, 3, 2)
    assert trial.concept("prompt").head == 3


def test_a_correction_of_a_date_on_which_nothing_began_is_refused(trial: Glossary, record: Any) -> None:
    record("2025-06-18", "2025-06-18")
    with pytest.raises(errors.InvalidContent) as refused:
        record("2025-10-01", "2025-07-01", correction=True)
    assert [(each.pointer, each.code) for each in refused.value.faults] == [("/valid_from", "no-such-wording")]


def test_9_a_retired_concept_is_gone_between_its_retirement_and_its_restoration(
    trial: Glossary, record: Any, clock: Clock
) -> None:
    record("2025-06-18", "2025-06-18")
    clock.set("2025-09-01T00:00:00+09:00")
    trial.retire("prompt", "p-editor", None, None)
    clock.set("2025-11-01T00:00:00+09:00")
    trial.restore("prompt", 1, "p-editor")
    days = ("2025-08-31", "2025-09-01", "2025-11-01")
    assert [told(trial, as_of=day) for day in days] == [1, "concept-retired", 3]


def test_10_an_edition_keeps_the_text_that_was_corrected_afterwards(trial: Glossary, record: Any, clock: Clock) -> None:
    record("2025-07-01", "2025-06-18")
    trial.publish(Edition(id="e", title={"ja": "版"}, date="2025-07-31"), "p-editor")
    record("2025-08-15", correction=True)
    clock.set("2026-08-15T00:00:00Z")
    assert (told(trial, edition="e"), told(trial)) == (1, 2)


def test_11_the_date_of_an_edition_decides_and_not_the_day_of_publishing(
    trial: Glossary, record: Any, clock: Clock
) -> None:
    record("2025-06-18", "2025-06-18")
    record("2025-07-10", "2025-09-01")
    clock.set("2025-07-15T00:00:00Z")
    trial.publish(Edition(id="e", title={"ja": "版"}, date="2025-10-01"), "p-editor")
    assert (told(trial, edition="e"), told(trial)) == (2, 1)


def test_12_known_at_counts_what_was_recorded_at_that_very_instant(trial: Glossary, record: Any) -> None:
    record("2025-07-01", "2025-06-18")
    record("2025-06-30", correction=True)
    assert told(trial, known_at="2025-07-01T12:00:00+09:00", as_of="2025-07-01") == 2


def test_13_a_wording_learned_late_takes_its_place_between_the_others(trial: Glossary, record: Any) -> None:
    record("2025-06-18", "2025-06-18")
    record("2025-09-01", "2025-09-01")
    record("2025-10-01", "2025-06-30")
    assert (told(trial, as_of="2025-07-01"), told(trial, as_of="2025-09-01")) == (3, 2)
