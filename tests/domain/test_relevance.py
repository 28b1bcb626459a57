"""What people type finds what they mean, no less often than it did (benchmarks/relevance says how it is measured)."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from benchmarks.relevance.judged import NOBODY, SETS, SPLITS, Answer, Mark, kinds, mark, queries
from benchmarks.relevance.measure import FLOOR, OURS, chosen, marks, run
from benchmarks.relevance.ours import sets


@pytest.fixture(scope="module")
def found() -> list[Answer]:
    return run()[OURS]


def answered(found: list[Answer], name: str) -> list[Answer]:
    if not (those := chosen(found, of_set=name)):
        pytest.skip("the pages of the CNCF glossary are not in ../shared/data/cncf-glossary")
    return those


@pytest.mark.parametrize("name", SETS)
def test_no_kind_of_query_falls_below_its_floor(found: list[Answer], name: str) -> None:
    measured = marks(answered(found, name))[name]
    floors = {kind: Mark(*numbers) for kind, numbers in json.loads(FLOOR.read_text())[name].items()}
    fallen = {
        kind: (measured[kind], least)
        for kind, least in floors.items()
        if any(now < then for now, then in zip(measured[kind], least, strict=True))
    }
    assert fallen == {}


@pytest.mark.parametrize("name", SETS)
def test_what_is_nobodys_form_is_no_term(found: list[Answer], name: str) -> None:
    of_somebody = [each for each in chosen(answered(found, name), NOBODY) if each.found]
    assert {each.judged.query for each in of_somebody} == set()


def test_there_are_enough_queries_and_a_third_is_kept_apart() -> None:
    judged = queries()
    assert len(judged) >= 300
    assert len({(each.set, each.where, each.query) for each in judged}) == len(judged)
    for kind in kinds(judged):
        tune, held_out = (sum(each.split == split and each.kind == kind for each in judged) for split in SPLITS)
        assert abs(held_out - (tune + held_out) / 3) <= 1, kind
    assert Counter(each.where for each in judged).keys() == {"terms", "suggest", "search"}


def test_every_query_means_concepts_that_are_there() -> None:
    here = {name: {draft.concept.id for draft in drafts} for name, drafts in sets().items()}
    judged = [each for each in queries() if each.set in here]
    assert [each for each in judged if not set(each.expected) <= here[each.set]] == []
    assert [each for each in judged if (each.kind == NOBODY) != (not each.expected)] == []


@pytest.mark.parametrize(
    ("answer", "meant", "worth"),
    [
        (["a", "b"], ["a"], Mark(1, 1, 1)),
        (["b", "a"], ["a"], Mark(0, 1, 0.5)),
        (["b", "c", "d", "e", "f", "a"], ["a"], Mark(0, 0, 1 / 6)),
        (["b", "a"], ["a", "b"], Mark(1, 1, 1)),
        (["a", "c"], ["a", "b"], Mark(1, 0.5, 1)),
        ([], ["a"], Mark(0, 0, 0)),
        ([], [], Mark(1, 1, 1)),
        (["a"], [], Mark(0, 0, 0)),
    ],
)
def test_an_answer_is_marked_by_the_rank_of_what_was_meant(answer: list[str], meant: list[str], worth: Mark) -> None:
    assert mark(answer, meant) == worth
