"""The worked examples of `as_of`, `known_at`, editions and corrections, run as they are told. Times are Tokyo's."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

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
    assert told(trial, as_of="2025-06-18", known_at="2025-06-30") == "not-yet-known"


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


def test_14_of_two_wordings_of_a_day_in_the_wrong_order_each_answers_for_its_hour(trial: Glossary, record: Any) -> None:
    record("2025-07-01", "2023-06-17T19:01:27Z")
    record("2025-07-01", "2023-06-17T15:39:17Z")
    assert told(trial, as_of="2023-06-17T16:00:00Z") == 2
    assert told(trial, as_of="2023-06-17T20:00:00Z") == 1


def test_days_of_23_and_25_hours_answer_for_all_of_their_hours(house: Glossaries, clock: Clock) -> None:
    london = house.make(replace(SETTINGS, id="london", time_zone="Europe/London"), "p-editor")
    for head, valid_from in enumerate(("2025-03-30", "2025-03-31", "2025-10-26", "2025-10-27")):
        london.put(draft(ja=f"r{head + 1}", valid_from=valid_from), "p-editor", head or None)
    asked = {
        "2025-03-29T23:59:59Z": "before-first-wording", "2025-03-30": 1, "2025-03-30T22:59:59.999999Z": 1,
        "2025-03-30T23:00:00Z": 2, "2025-10-25T22:59:59Z": 2, "2025-10-25T23:00:00Z": 3,
        "2025-10-26T01:30:00+01:00": 3, "2025-10-26T01:30:00Z": 3, "2025-10-26": 3, "2025-10-26T23:59:59.999999Z": 3,
        "2025-10-27T00:00:00Z": 4,
    }  # fmt: skip
    assert {as_of: told(london, as_of=as_of) for as_of in asked} == asked


def test_a_correction_holds_from_the_date_it_corrects_though_days_begin_at_another_hour_now(
    trial: Glossary, record: Any
) -> None:
    record("2025-07-01", "2025-06-18")
    for number, zone in enumerate(("UTC", "Pacific/Kiritimati", "America/New_York"), 2):
        trial.change_settings(replace(trial.settings(), time_zone=zone), "p-editor", trial.overview()[1].seq)
        record("2025-08-01", correction=True) if number % 2 else record("2025-08-01", "2025-06-18", correction=True)
        assert told(trial, as_of="2025-06-17T14:59:59.999999Z") == "before-first-wording"
        assert told(trial, as_of="2025-06-17T15:00:00Z") == told(trial) == number
        assert trial.verify().whole
    assert trial.corrected_by(trial.revision("prompt", 1)) == 4


def test_a_change_of_what_held_before_a_retirement_leaves_it_retired(trial: Glossary, record: Any) -> None:
    record("2025-06-18", "2025-06-18")
    trial.retire("prompt", "p-editor", None, None, valid_from="2025-09-01")
    record("2025-10-01", "2025-06-30")
    assert told(trial, as_of="2025-07-01") == 3
    assert (told(trial, as_of="2025-09-01"), told(trial)) == ("concept-retired", "concept-retired")
    for valid_from in (None, "2025-09-01", "2025-12-01"):
        with pytest.raises(errors.RetiredConceptChanged):
            record("2025-10-02", valid_from)
    trial.restore("prompt", 1, "p-editor", valid_from="2025-10-01")
    assert told(trial) == 4


def test_a_retirement_that_lies_ahead_lets_the_concept_change_until_its_day(
    trial: Glossary, record: Any, clock: Clock
) -> None:
    record("2025-06-18", "2025-06-18")
    trial.retire("prompt", "p-editor", None, None, valid_from="2025-09-01")
    record("2025-07-01")
    assert told(trial) == 3
    with pytest.raises(errors.RetiredConceptChanged):
        record("2025-07-02", "2025-09-02")
    clock.set("2025-09-01T00:00:00+09:00")
    assert told(trial) == "concept-retired"


@pytest.mark.parametrize("valid_from", ["", "tomorrow", "2025-02-30", "0999-12-31", "2025-06-18T00:00:00"])
def test_what_is_no_date_ends_and_restores_nothing(trial: Glossary, record: Any, valid_from: str) -> None:
    record("2025-06-18", "2025-06-18")
    trial.put(draft("rag"), "p-editor", None)
    ways: list[Any] = [
        lambda: trial.retire("prompt", "p-editor", None, None, valid_from=valid_from),
        lambda: trial.restore("prompt", 1, "p-editor", valid_from=valid_from),
        lambda: trial.merge("prompt", "p-editor", "rag", None, valid_from=valid_from),
    ]
    for way in ways:
        with pytest.raises(errors.InvalidContent) as refused:
            way()
        assert [(each.pointer, each.code) for each in refused.value.faults] == [("/valid_from", "bad-date")]
    assert trial.overview()[1].seq == 3
