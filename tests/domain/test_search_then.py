"""Search as of a date, as it was known then, or in an edition: that state is searched, whatever came since."""

import random

import pytest

from glossary import Asked, Edition, Glossaries, Glossary, InvalidQuery, ListRequest, Query, Revision
from glossary.errors import EditionNotFound
from tests.conftest import Clock
from tests.support import draft

WORDS = ("銀行", "市場", "監督", "検証", "透明")
DAYS = [f"2025-0{month}-1{day}" for month in range(1, 7) for day in (1, 5)]

Replayed = tuple[Glossaries, Glossary, list[str]]


@pytest.fixture
def replayed(house: Glossaries, trial: Glossary, clock: Clock) -> Replayed:
    """Changes of a dozen concepts whose dates lie before and after each other, retirements and corrections too."""
    chance = random.Random(11)
    known_at = []
    heads: dict[str, Revision] = {}
    for step in range(40):
        clock.advance(hours=7)
        concept = f"c{chance.randrange(12)}"
        heads[concept] = _changed(trial, concept, heads.get(concept), chance, step)
        known_at.append(clock.moment.isoformat().replace("+00:00", "Z"))
        if not step % 9:
            house.catch_up()
    return house, trial, known_at


def _changed(trial: Glossary, concept: str, head: Revision | None, chance: random.Random, step: int) -> Revision:
    says = f"{chance.choice(WORDS)}の{chance.choice(WORDS)}を{step}回行うこと。"
    is_current = head is not None and head.status == "current"
    if head is not None and not is_current:
        return trial.restore(concept, 1, "p-editor")
    if is_current and chance.random() < 0.15:
        return trial.retire(concept, "p-editor", None, None)
    is_correction = is_current and chance.random() < 0.2
    about = {"correction": True} if is_correction else {"valid_from": chance.choice(DAYS)}
    return trial.put(draft(concept, says, f"says {step}", **about), "p-editor", head.number if head else None)


def _state(trial: Glossary, asked: Asked) -> list[Revision]:
    return trial.concepts(ListRequest(asked=asked), limit=200).items


def _said(revision: Revision) -> str:
    definition = revision.concept.languages["ja"].definition
    return definition.text if definition else ""


def test_every_state_is_searched_as_the_record_has_it(replayed: Replayed) -> None:
    house, trial, known_at = replayed
    for asked in [
        *(Asked(as_of=day) for day in DAYS),
        *(Asked(as_of=day, known_at=moment) for day in DAYS[::3] for moment in known_at[::7]),
    ]:
        for word in WORDS:
            expected = {each.concept.id: each.number for each in _state(trial, asked) if word in _said(each)}
            found = house.search(Query(text=word, glossaries=("trial",)), asked)
            assert ({hit.concept: hit.number for hit in found.hits}, found.total) == (expected, len(expected)), asked
            assert not found.degraded


def test_terms_are_those_of_the_state(replayed: Replayed) -> None:
    house, trial, _ = replayed
    for day in DAYS:
        state = {each.concept.id: each.number for each in _state(trial, Asked(as_of=day))}
        for concept in (f"c{number}" for number in range(12)):
            found = house.terms(f"用語{concept}", glossaries=("trial",), asked=Asked(as_of=day))
            now = {match.concept: match.number for match in found if not match.retired}
            assert now == ({concept: state[concept]} if concept in state else {}), (day, concept)


def test_an_edition_is_searched_as_it_was_published(house: Glossaries, trial: Glossary, clock: Clock) -> None:
    trial.put(draft("old", "銀行が行うこと。"), "p-editor", None)
    clock.advance(days=1)
    trial.publish(Edition(id="first", title={"ja": "第一版", "en": "First"}, date="2026-07-02"), "p-editor")
    clock.advance(days=1)
    trial.put(draft("old", "市場が行うこと。"), "p-editor", 1)
    trial.put(draft("new", "銀行が見ること。"), "p-editor", None)
    first = Asked(edition="first")
    assert [hit.concept for hit in house.search(Query(text="銀行", glossaries=("trial",)), first).hits] == ["old"]
    assert house.search(Query(text="市場", glossaries=("trial",)), first).total == 0
    assert [hit.concept for hit in house.search(Query(text="銀行", glossaries=("trial",))).hits] == ["new"]


def test_what_lies_ahead_is_found_as_of_then(house: Glossaries, trial: Glossary) -> None:
    trial.put(draft("rag", "検証する。"), "p-editor", None)
    trial.put(draft("rag", "透明にする。", valid_from="2027-01-01"), "p-editor", 1)
    asked = Asked(as_of="2027-01-01")
    assert house.search(Query(text="透明"), asked).hits[0].number == 2
    assert house.search(Query(text="検証"), asked).total == 0
    assert house.search(Query(text="透明")).total == 0


def test_a_correction_of_an_earlier_wording_is_found_as_of_then_though_it_came_later(
    house: Glossaries, trial: Glossary, clock: Clock
) -> None:
    asked = Asked(as_of="2025-06-30")
    trial.put(draft("rag", "監督する。", valid_from="2025-06-01"), "p-editor", None)
    assert house.search(Query(text="監督"), asked).total == 1
    clock.advance(days=1)
    trial.put(draft("rag", "透明にする。", correction=True), "p-editor", 1)
    assert house.search(Query(text="監督"), asked).total == 0
    assert house.search(Query(text="透明"), asked).hits[0].number == 2


def test_before_the_first_wording_there_is_nothing(replayed: Replayed) -> None:
    house, _, _ = replayed
    assert house.search(Query(text="銀行"), Asked(as_of="2020-01-01")).total == 0
    assert house.terms("用語c1", asked=Asked(as_of="2020-01-01")) == []


def test_an_edition_has_to_be_one_of_one_glossary(house: Glossaries, trial: Glossary) -> None:
    with pytest.raises(InvalidQuery):
        house.search(Query(text="銀行"), Asked(edition="first"))
    with pytest.raises(EditionNotFound):
        house.search(Query(text="銀行", glossaries=("trial",)), Asked(edition="first"))


def test_a_form_looked_up_in_the_past_is_not_one_that_people_miss(house: Glossaries, trial: Glossary) -> None:
    for _ in range(5):
        house.terms("見つからない", glossaries=("trial",), asked=Asked(as_of="2020-01-01"))
    assert house.missed("trial") == []
