"""Histories that nobody has seen are replayed, and compared at each of their moments and between, with an oracle."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
import pytest

from glossary import Asked, Glossaries, Glossary, Journal, ListRequest, Prose, Query, Revision, Whereabouts, errors
from glossary.times import instant
from tests.conftest import Clock
from tests.oracle import CONCEPTS, WORDS, ZONES, History, Told, answers, played, written
from tests.support import SETTINGS, draft

Played = tuple[Glossaries, Glossaries, History]
Numbers = dict[str, int]
_STEPS = 45


class Hand:
    """Who writes a history through Python."""

    def __init__(self, glossary: Glossary, clock: Clock) -> None:
        self._glossary, self._clock = glossary, clock

    def put(self, concept: str, text: str, head: int, valid_from: str | None, *, correction: bool) -> None:
        about: Any = {"correction": True} if correction else {}
        self._glossary.put(draft(concept, text, valid_from=valid_from, **about), "p-editor", head or None)

    def retire(self, concept: str, valid_from: str | None) -> None:
        self._glossary.retire(concept, "p-editor", None, {"ja": "終わり"}, valid_from=valid_from)

    def restore(self, concept: str, number: int, valid_from: str | None) -> None:
        self._glossary.restore(concept, number, "p-editor", valid_from=valid_from)

    def set_clock(self, moment: datetime) -> None:
        self._clock.moment = moment


@pytest.fixture(params=list(enumerate(ZONES)), ids=[zone.split("/")[1] for zone in ZONES])
def history(
    request: pytest.FixtureRequest, house: Glossaries, whereabouts: tuple[Whereabouts, Journal], clock: Clock
) -> Iterator[Played]:
    """A history by chance, and the house of another process, with an index of its own."""
    seed, zone = request.param
    where, journal = whereabouts
    beside = Whereabouts(where.home, where.database, where.home / "beside")
    glossary = house.make(msgspec.structs.replace(SETTINGS, time_zone=zone), "p-editor")
    with Glossaries.open(beside, clock, journal) as other:
        yield house, other, played(random.Random(seed), zone, Hand(glossary, clock), _STEPS)


def told(glossary: Glossary, concept: str, asked: Asked) -> int | str:
    try:
        return glossary.concept(concept, asked).revision.number
    except errors.Retired:
        return "retired"
    except (errors.NotYetWorded, errors.ConceptNotFound):
        return "absent"


def numbers(revisions: list[Revision]) -> Numbers:
    return {each.concept.id: each.number for each in revisions}


def current(state: dict[str, Told], word: str = "") -> Numbers:
    return {each.concept: each.number for each in state.values() if each.status == "current" and word in each.text}


def agrees(house: Glossaries, asked: Asked, state: dict[str, Told]) -> None:
    """Every way of asking gives one state."""
    trial = house["trial"]
    assert numbers(trial.concepts(ListRequest(asked=asked), limit=200).items) == current(state), asked
    retired = trial.concepts(ListRequest(asked=asked, status="retired"), limit=200).items
    assert numbers(retired) == {each.concept: each.number for each in state.values() if each.status == "retired"}
    texts = {each.concept.id: each.concept.languages["ja"].definition for each in trial.export(asked)}
    assert {concept: text and text.text for concept, text in texts.items()} == {
        each.concept: each.text for each in state.values() if each.status == "current"
    }
    for word in WORDS:
        found = house.search(Query(text=word, glossaries=("trial",), limit=200), asked)
        assert {hit.concept: hit.number for hit in found.hits} == current(state, word), (asked, word)
    marks = house.annotator.annotate(_PROSE, lambda *_: "", asked).marks
    assert {mark.revision.concept.id: mark.revision.number for mark in marks} == current(state), asked
    for concept in CONCEPTS:
        terms = house.terms(f"用語{concept}", glossaries=("trial",), asked=asked)
        assert {each.concept for each in terms if not each.retired} == {concept} & current(state).keys(), asked


_PROSE = Prose(
    text="、".join(f"用語{concept}" for concept in CONCEPTS),
    is_html=False,
    language="ja",
    glossaries=("trial",),
    first_only=False,
)


def test_every_concept_answers_at_every_moment_as_the_history_says(history: Played) -> None:
    house, _, oracle = history
    trial, chance = house["trial"], random.Random(1)
    for at in oracle.moments():
        known_at = chance.choice(oracle.knowing())
        for asked, state in (
            (Asked(as_of=written(at)), oracle.state(at)),
            (Asked(as_of=written(at), known_at=written(known_at)), oracle.state(at, known_at)),
        ):
            for concept, expected in answers(state):
                assert told(trial, concept, asked) == expected, (concept, asked)
    assert trial.verify().whole


def test_lists_searches_exports_and_annotations_show_one_state_at_every_moment(history: Played) -> None:
    house, other, oracle = history
    chance = random.Random(2)
    for at in chance.sample(oracle.moments(), 12):
        agrees(chance.choice((house, other)), Asked(as_of=written(at)), oracle.state(at))
        known_at = chance.choice(oracle.knowing())
        agrees(house, Asked(as_of=written(at), known_at=written(known_at)), oracle.state(at, known_at))
    for day in ("2025-03-30", "2025-10-26", "2018-11-03", "2011-12-30", "2026-07-31", "9998-12-31"):
        agrees(house, Asked(as_of=day), oracle.state(oracle.end(day)))


def test_what_lies_ahead_comes_into_force_at_its_hour_in_every_process(history: Played, clock: Clock) -> None:
    house, other, oracle = history
    ahead = sorted({each.at for each in oracle.told if each.at > oracle.present})
    assert ahead
    for hour in ahead:
        for moment in (hour - 1, hour):
            clock.moment = instant(moment)
            for each in (other, house):
                agrees(each, Asked(), oracle.state(max(moment, oracle.recorded)))
    clock.moment = instant(oracle.recorded - 3_600_000_000)
    for each in (house, other):
        agrees(each, Asked(), oracle.state(oracle.recorded))


@pytest.mark.parametrize(("first", "then"), [(-1, 0), (0, -1), (-1, 86_400_000_000), (86_400_000_000, -1)])
def test_a_list_goes_on_as_it_began_whatever_the_clock_does_between_its_pages(
    house: Glossaries, trial: Glossary, clock: Clock, first: int, then: int
) -> None:
    hour = 1_790_000_000_000_000
    for number in range(8):
        made = trial.put(draft(f"c{number}", "今"), "p-editor", None)
        if number % 2:
            renamed = draft(f"c{number}", "次", valid_from=written(hour))
            terms = msgspec.structs.replace(made.concept.languages["ja"].terms[0], readings=("あ",))
            section = msgspec.structs.replace(renamed.concept.languages["ja"], terms=(terms,))
            concept = msgspec.structs.replace(renamed.concept, languages={"ja": section})
            trial.put(msgspec.structs.replace(renamed, concept=concept), "p-editor", 1)
    clock.moment = instant(hour + first)
    page = trial.concepts(limit=3)
    found = list(page.items)
    while page.next:
        clock.moment = instant(hour + then)
        trial.concepts(limit=1)
        page = trial.concepts(after=page.next, limit=3)
        found += page.items
    expected = {f"c{number}": 2 if number % 2 and first >= 0 else 1 for number in range(8)}
    assert len(found) == 8
    assert numbers(found) == expected
