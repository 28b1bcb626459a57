"""Counting requests: exact over threads and processes, forgotten after a day, and never in anybody's way."""

from __future__ import annotations

import multiprocessing
import threading
from pathlib import Path

import pytest

from glossary import Glossaries, Journal, Policy, Whereabouts
from tests.conftest import Clock

POLICY = Policy("writes", 3, 60)


def test_so_many_are_allowed_in_a_time_and_then_again(house: Glossaries, clock: Clock) -> None:
    taken = []
    for _ in range(5):
        taken.append(house.limits.take(POLICY, "a"))
        clock.advance(seconds=10)
    assert [each and (each.left, each.seconds, each.exceeded) for each in taken] == [
        (2, 60, False),
        (1, 50, False),
        (0, 40, False),
        (0, 30, True),
        (0, 20, True),
    ]
    clock.advance(seconds=10)
    again = house.limits.take(POLICY, "a")
    assert again
    assert (again.left, again.exceeded) == (2, False)


def test_each_who_asks_and_each_policy_counts_by_itself(house: Glossaries) -> None:
    for _ in range(4):
        house.limits.take(POLICY, "a")
    other = house.limits.take(POLICY, "b"), house.limits.take(Policy("reads", 3, 60), "a")
    assert [each and each.left for each in other] == [2, 2]


def test_what_is_given_back_does_not_count(house: Glossaries) -> None:
    for _ in range(10):
        taken = house.limits.take(POLICY, "a")
        assert taken
        assert not taken.exceeded
        house.limits.give_back(POLICY, "a")


def test_a_quota_of_nothing_limits_nothing_and_counts_nothing(
    house: Glossaries, whereabouts: tuple[Whereabouts, Journal]
) -> None:
    assert house.limits.take(Policy("reads", 0, 60), "a") is None
    assert not list(Path(whereabouts[0].home).glob("*-limits*"))


def test_a_clock_set_back_freezes_nobody(house: Glossaries, clock: Clock) -> None:
    for _ in range(4):
        house.limits.take(POLICY, "a")
    clock.advance(days=-1)
    taken = house.limits.take(POLICY, "a")
    assert taken
    assert not taken.exceeded


def test_counts_are_forgotten_after_a_day(house: Glossaries, clock: Clock) -> None:
    house.limits.take(POLICY, "somebody")
    clock.advance(hours=25)
    house.limits.take(POLICY, "another")
    house.limits._counters.forget(0)
    assert kept(house) == ["another"]


def kept(house: Glossaries) -> list[str]:
    """Of whom there are counts."""
    with house.limits._counters._opened().connect() as connection:
        return sorted(connection.exec_driver_sql("SELECT who FROM request_counts").scalars())


def test_threads_never_get_more_than_there_is(house: Glossaries) -> None:
    allowed: list[bool] = []
    policy = Policy("key", 50, 3600)

    def ask() -> None:
        for _ in range(25):
            taken = house.limits.take(policy, "same")
            allowed.append(taken is not None and not taken.exceeded)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(allowed), sum(allowed)) == (100, 50)


def test_who_is_a_moment_behind_begins_no_count_anew(house: Glossaries, clock: Clock) -> None:
    policy = Policy("key", 3, 3600)
    for _ in range(3):
        house.limits.take(policy, "same")
    clock.advance(seconds=-1)
    taken = house.limits.take(policy, "same")
    assert taken
    assert taken.exceeded


def _ask(where: Whereabouts, journal: Journal, told: multiprocessing.Queue[int]) -> None:
    with Glossaries.open(where, journal=journal) as house:
        taken = [house.limits.take(Policy("key", 30, 3600), "same") for _ in range(20)]
    told.put(sum(each is not None and not each.exceeded for each in taken))


def test_processes_share_what_there_is(whereabouts: tuple[Whereabouts, Journal]) -> None:
    Glossaries.open(whereabouts[0], journal=whereabouts[1]).close()
    context = multiprocessing.get_context("spawn")
    told: multiprocessing.Queue[int] = context.Queue()
    processes = [context.Process(target=_ask, args=(*whereabouts, told)) for _ in range(3)]
    for process in processes:
        process.start()
    allowed = [told.get(timeout=60) for _ in processes]
    for process in processes:
        process.join()
    assert sum(allowed) == 30


@pytest.mark.parametrize(
    "spoilt", [b"this is no database at all, and never was one", b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_spoilt_file_of_counts_is_begun_anew(place: Whereabouts, spoilt: bytes) -> None:
    file = Path(f"{place.database}-limits")
    file.write_bytes(spoilt)
    with Glossaries.open(place) as house:
        house.limits.take(POLICY, "a")
        taken = house.limits.take(POLICY, "a")
    assert taken
    assert taken.left in (1, 2)
