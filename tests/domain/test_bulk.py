"""Loads of more than one batch: checked whole, recorded in batches, gone on with after they stopped."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest

from glossary import Draft, Glossaries, Glossary, InvalidContent, ListRequest, LoadReport, Relation, errors
from glossary.feeding import DatabaseFeed
from glossary.formats import json_stream
from glossary.formats.json_stream import values
from glossary.search import Mark
from tests.conftest import Clock
from tests.support import draft, with_definition

BATCH = 4


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("glossary.loading.BATCH", "glossary.recording._RUN", "glossary.feeding._BATCH"):
        monkeypatch.setattr(name, BATCH)


def some(count: int, **members: Any) -> list[Draft]:
    return [draft(f"c{number:02}", en="word", **members) for number in range(count)]


def loaded(trial: Glossary, drafts: list[Draft]) -> tuple[LoadReport, list[tuple[int, int]]]:
    told: list[tuple[int, int]] = []
    report = trial.load(iter(drafts), "p-editor", lambda done, total: told.append((done, total)))
    return report, told


def changed(house: Glossaries, since: Mark | None = None) -> list[str]:
    feed = DatabaseFeed(house._database, house._clock)
    return [concept for batch in feed.changed("trial", since, feed.marks()["trial"]) for concept in batch]


def test_a_load_of_many_is_recorded_in_batches_as_one_whole_log(trial: Glossary) -> None:
    report, told = loaded(trial, some(10))
    assert (len(report.added), told) == (10, [(4, 10), (8, 10), (10, 10)])
    assert [each.seq for each in (trial.revision(f"c{number:02}", 1) for number in range(10))] == list(range(2, 12))
    verdict = trial.verify()
    assert (verdict.whole, verdict.entries) == (True, 11)
    for request in (ListRequest(), ListRequest(language="en"), ListRequest(sort="id")):
        assert len(trial.concepts(request).items) == 10


def test_loading_the_same_again_changes_nothing(trial: Glossary) -> None:
    loaded(trial, some(10))
    report, _ = loaded(trial, some(10))
    assert (report.added, report.changed, len(report.unchanged)) == ((), (), 10)
    assert trial.overview()[1].seq == 11


def test_what_is_wrong_in_the_last_batch_keeps_the_first_from_being_recorded(trial: Glossary) -> None:
    with pytest.raises(InvalidContent) as refused:
        loaded(trial, [*some(9), draft("bad", subjects=("nosuch",)), draft("lost", correction=True)])
    assert [fault.pointer for fault in refused.value.faults] == ["/bad/subjects/0", "/lost/correction"]
    assert trial.overview()[1].seq == 1


def test_concepts_may_refer_to_those_of_later_batches_and_to_no_others(trial: Glossary) -> None:
    ahead = (Relation(type="related", target="c09"),)
    first = draft("first", relations=ahead)
    with pytest.raises(InvalidContent) as refused:
        loaded(trial, [first, *some(9)])
    assert [fault.pointer for fault in refused.value.faults] == ["/first/relations/0/target"]
    assert loaded(trial, [first, *some(10)])[0].added[0] == "first"


def test_a_retired_concept_in_any_batch_stops_the_load_before_it_begins(trial: Glossary) -> None:
    trial.put(draft("c08"), "p-editor", None)
    trial.retire("c08", "p-editor", None, None)
    with pytest.raises(errors.RetiredConceptChanged):
        loaded(trial, some(10))
    assert trial.overview()[1].seq == 3


def test_a_concept_that_comes_twice_gets_two_revisions(trial: Glossary) -> None:
    report, _ = loaded(trial, [draft("a", ja="一"), draft("b"), draft("a", ja="二"), draft("a", ja="三")])
    assert (report.added, report.changed) == (("a", "b"), ("a", "a"))
    assert [each.number for each in trial.revisions("a")] == [3, 2, 1]
    assert trial.verify().whole


def test_a_load_that_was_cut_off_leaves_whole_batches_and_is_gone_on_with(trial: Glossary) -> None:
    def cut(done: int, _total: int) -> None:
        if done == 8:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        trial.load(some(10), "p-editor", cut)
    assert (trial.verify().whole, trial.overview()[2]) == (True, 8)
    report, _ = loaded(trial, some(10))
    assert (len(report.added), len(report.unchanged)) == (2, 8)


def test_others_write_between_the_batches(trial: Glossary) -> None:
    others = itertools.count()

    def write(_done: int, _total: int) -> None:
        trial.put(draft(f"other{next(others)}"), "p-other", None)

    trial.load(some(10), "p-editor", write)
    assert (trial.verify().whole, trial.overview()[2]) == (True, 13)


def test_a_load_waits_longer_than_others_for_a_busy_database(trial: Glossary, monkeypatch: pytest.MonkeyPatch) -> None:
    record, busy = Glossary._writing, iter([True, True])

    def sometimes(self: Glossary) -> Any:
        if next(busy, False):
            raise errors.Busy
        return record(self)

    monkeypatch.setattr(Glossary, "_writing", sometimes)
    assert len(loaded(trial, some(6))[0].added) == 6


def test_the_feed_names_each_changed_concept_once(house: Glossaries, trial: Glossary, clock: Clock) -> None:
    loaded(trial, some(10))
    mark = DatabaseFeed(house._database, house._clock).marks()["trial"]
    trial.load(some(6, valid_from="2026-08-01"), "p-editor")
    trial.put(draft("c00", ja="二"), "p-editor", 2)
    assert sorted(changed(house)) == [f"c{number:02}" for number in range(10)]
    assert sorted(changed(house, mark)) == [f"c{number:02}" for number in range(6)]
    mark = DatabaseFeed(house._database, house._clock).marks()["trial"]
    clock.set("2026-08-02T00:00:00Z")
    trial.put(draft("c01", ja="三"), "p-editor", 2)
    assert sorted(changed(house, mark)) == [f"c{number:02}" for number in range(6)]


@pytest.mark.parametrize("sort", ["term", "id", "updated"])
def test_a_page_of_an_earlier_state_is_the_same_whether_few_or_many_changed_since(
    trial: Glossary, clock: Clock, monkeypatch: pytest.MonkeyPatch, sort: Any
) -> None:
    loaded(trial, some(9))
    trial.put(draft("c04", ja="予定", valid_from="2026-08-01"), "p-editor", 1)
    first = trial.concepts(ListRequest(sort=sort), limit=3)
    trial.put(draft("c03", ja="変更"), "p-editor", 1)
    trial.retire("c08", "p-editor", None, None)
    trial.put(draft("c02a"), "p-editor", None)
    clock.set("2026-08-02T00:00:00Z")
    few = trial.concepts(ListRequest(sort=sort), first.next)
    monkeypatch.setattr("glossary.store.reading._MOST_MOVED", 0)
    assert trial.concepts(ListRequest(sort=sort), first.next) == few
    assert sorted(each.concept.id for each in [*first.items, *few.items]) == [f"c{number:02}" for number in range(9)]
    assert {each.number for each in few.items} == {1}


def test_lists_by_ids_and_by_moment_of_change_find_what_they_name(trial: Glossary, clock: Clock) -> None:
    loaded(trial, some(9))
    clock.advance(days=2)
    base = trial.revision("c05", 1).concept
    trial.put(Draft(concept=with_definition(base, "ja", "変更")), "p-editor", 1)
    named = trial.concepts(ListRequest(ids=("c07", "c01", "nobody"))).items
    assert [each.concept.id for each in named] == ["c01", "c07"]
    recent = trial.concepts(ListRequest(updated_since="2026-07-02")).items
    assert [(each.concept.id, each.number) for each in recent] == [("c05", 2)]


@pytest.mark.parametrize("chunk", [1, 3, 1 << 20])
@pytest.mark.parametrize("text", ["[]", " [ ] ", "{}", '[{"a": "日本𠮷\\u3042"} , {"b": [1, {"c": null}]}]\n', '["x"]'])
def test_a_list_is_read_in_pieces_as_it_would_be_whole(monkeypatch: pytest.MonkeyPatch, chunk: int, text: str) -> None:
    monkeypatch.setattr(json_stream, "_CHUNK", chunk)
    whole = json.loads(text)
    expected = [(f"/{at}", each) for at, each in enumerate(whole)] if isinstance(whole, list) else [("", whole)]
    assert list(values(BytesIO(text.encode()))) == expected


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        ("", ""),
        ("[", "/0"),
        ("[,]", "/0"),
        ("[{},", "/1"),
        ("[{},]", "/1"),
        ("[{}]]", "/0"),
        ("{}{}", ""),
        ('[{}, {"a" 1}]', "/1"),
        ('[{"a": NaN}]', "/0"),
        ('{"a": "', ""),
        ("[[" * 50_000, "/0"),
        ("\ufeff[]", ""),
    ],
)
def test_what_is_no_json_is_refused_with_its_place(text: str, pointer: str) -> None:
    with pytest.raises(InvalidContent) as refused:
        list(values(BytesIO(text.encode())))
    assert [fault.pointer for fault in refused.value.faults] == [pointer]


def test_a_file_is_not_read_further_than_it_is_asked_for() -> None:
    class Endless(BytesIO):
        def __init__(self) -> None:
            super().__init__()
            self.pieces: Iterator[bytes] = itertools.chain([b"["], itertools.repeat(b'{"a": 1},'))

        def read(self, _size: int | None = -1, /) -> bytes:
            return next(self.pieces)

    assert len(list(itertools.islice(values(Endless()), 1000))) == 1000
