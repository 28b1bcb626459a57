"""The index on disk: always fresh, shared by processes, disposable, and never trusted blindly."""

import multiprocessing
import os
import pickle
import random
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from whoosh.collectors import TimeLimit, TimeLimitCollector
from whoosh.index import TOC
from whoosh.searching import Searcher

from glossary.model import Concept, Definition, LanguageSection, Revision, Term
from glossary.search import Mark, Query, Search
from glossary.search.sparing import EnoughError, SparingCollector

NOW = datetime(2026, 1, 1, tzinfo=UTC)
CONCEPTS = 5


@dataclass
class CountingLog:
    """A feed that writes itself: entry n is a wording of concept n mod 5 and says `wording<n>` and 文言<n>."""

    count: Any
    name: str = "counted"
    glossary: str = "ai"
    at: int = 1_000
    later: dict[int, int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    is_broken: bool = False
    tells_schedule: bool = True

    def marks(self) -> dict[str, Mark]:
        self.asked.append("marks")
        seq = self._seq()
        return {self.glossary: Mark(seq=seq, digest=f"{self.name}/{seq}", at=self.at)}

    def digest_at(self, glossary: str, seq: int) -> str | None:
        self.asked.append("digest_at")
        return f"{self.name}/{seq}" if seq <= self._seq() else None

    def changed(self, glossary: str, since: Mark | None, until: Mark) -> Iterator[Sequence[str]]:
        self.asked.append("changed")
        if self.is_broken:
            raise ConnectionError("the database has gone away")
        first, after = (since.seq, since.at) if since else (0, -1)
        begun = [n for n, at in self.later.items() if self.tells_schedule and after < at <= until.at and n <= until.seq]
        found = sorted({self._concept(n) for n in [*range(first + 1, until.seq + 1), *begun]})
        for start in range(0, len(found), 2):
            yield found[start : start + 2]

    def revisions(self, glossary: str, concepts: Sequence[str], until: Mark) -> list[Revision]:
        self.asked.append("revisions")
        found = [self._revision(n) for n in range(1, until.seq + 1) if self._concept(n) in concepts]
        return sorted(found, key=lambda each: (each.concept.id, each.number))

    def _seq(self) -> int:
        return int(self.count.value)

    def _concept(self, n: int) -> str:
        return f"c{n % CONCEPTS}"

    def _revision(self, n: int) -> Revision:
        texts = {
            "en": (f"name{n % CONCEPTS}", f"{self.name} wording{n}"),
            "ja": (f"名{n % CONCEPTS}", f"文言{n}を示す"),
        }
        languages = {
            language: LanguageSection(
                text_status="original",
                terms=(Term(text=text, status="preferred"),),
                definition=Definition(text=says),
            )
            for language, (text, says) in texts.items()
        }
        return Revision(
            glossary=self.glossary,
            concept=Concept(id=self._concept(n), languages=languages),
            number=(n - 1) // CONCEPTS + 1,
            seq=n,
            kind="new",
            status="current",
            valid_from="2025-06-18",
            valid_at=self.later.get(n, 0),
            recorded_at=NOW,
            author="p-1",
            change_note=None,
            digest=f"{self.name}/{n}",
            sync={},
        )


@dataclass
class Count:
    value: int = 12


@pytest.fixture
def log() -> CountingLog:
    return CountingLog(Count())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def search(folder: Path, log: CountingLog) -> Search:
    return opened(folder, log)


def opened(folder: Path, log: CountingLog) -> Search:
    made = Search(folder, lambda: NOW)
    made.catch_up(log)
    return made


def found(search: Search, text: str) -> list[str]:
    return [hit.concept for hit in search.search(Query(text=text)).hits]


def is_whole(search: Search) -> bool:
    return (
        search.healthy()
        and not search.search(Query(text="wording12")).degraded
        and found(search, "wording12") == ["c2"]
    )


def files(folder: Path) -> list[Path]:
    return sorted(each for each in folder.rglob("*") if each.is_file() and each.suffix in (".toc", ".seg", ".stamp"))


def test_when_nothing_changed_only_the_marks_are_asked_for(search: Search, log: CountingLog) -> None:
    log.asked.clear()
    log.at += 1
    search.catch_up(log)
    assert log.asked == ["marks"]


def test_only_the_present_wording_is_found(search: Search) -> None:
    assert found(search, "wording12") == ["c2"]
    assert found(search, "wording7") == []


def test_every_change_is_found_at_once(search: Search, log: CountingLog) -> None:
    for log.count.value in range(13, 40):
        search.catch_up(log)
        newest = log.count.value
        assert found(search, f"wording{newest}") == [f"c{newest % CONCEPTS}"]
        assert found(search, f"文言{newest}を") == [f"c{newest % CONCEPTS}"]
        assert search.lag(log) == 0


def test_a_scheduled_wording_comes_into_force_by_itself(folder: Path, log: CountingLog) -> None:
    log.later[12] = 2_000
    search, other = opened(folder, log), opened(folder, log)
    assert (found(search, "wording12"), found(search, "wording7")) == ([], ["c2"])
    log.at = 2_000
    search.catch_up(log)
    assert (found(search, "wording12"), found(search, "wording7")) == (["c2"], [])
    assert search.terms("name2")[0].number == 3
    log.asked.clear()
    search.catch_up(log)
    assert log.asked == ["marks"]
    other.catch_up(log)
    assert found(other, "wording12") == ["c2"]


def test_a_wording_recorded_by_a_clock_ahead_of_ours_comes_into_force_too(folder: Path, log: CountingLog) -> None:
    log.later[12], log.tells_schedule = 1_005, False
    search = opened(folder, log)
    assert found(search, "wording12") == []
    log.at = 1_010
    search.catch_up(log)
    assert found(search, "wording12") == ["c2"]
    assert search.terms("name2")[0].number == 3


def test_a_change_adds_to_the_index_and_does_not_make_it_again(search: Search, folder: Path, log: CountingLog) -> None:
    before = [each.name for each in folder.iterdir() if each.is_dir()]
    for log.count.value in range(13, 30):
        search.catch_up(log)
    assert [each.name for each in folder.iterdir() if each.is_dir()] == before


def test_two_on_one_folder_see_what_either_has_written(folder: Path, log: CountingLog) -> None:
    one, other = opened(folder, log), opened(folder, log)
    for log.count.value in range(13, 33):
        first, second = (one, other) if log.count.value % 2 else (other, one)
        first.catch_up(log)
        second.catch_up(log)
        text = f"wording{log.count.value}"
        assert found(first, text) == found(second, text) == [f"c{log.count.value % CONCEPTS}"]


def test_an_index_that_is_there_is_used_and_not_made_again(search: Search, folder: Path, log: CountingLog) -> None:
    before = {each: each.stat().st_ino for each in files(folder)}
    assert is_whole(opened(folder, log))
    assert {each: each.stat().st_ino for each in files(folder)} == before


def test_a_folder_deleted_under_it_is_made_again(search: Search, folder: Path, log: CountingLog) -> None:
    shutil.rmtree(folder)
    assert found(search, "wording12") == ["c2"]
    assert not search.healthy()
    search.catch_up(log)
    assert is_whole(search)
    assert is_whole(opened(folder, log))


def test_only_the_files_of_the_index_deleted_is_healed_by_the_next_change(
    search: Search, folder: Path, log: CountingLog
) -> None:
    for each in folder.iterdir():
        if each.is_dir():
            shutil.rmtree(each)
    log.count.value = 13
    search.catch_up(log)
    assert found(search, "wording13") == ["c3"]
    assert is_whole(opened(folder, log))


def _truncated(path: Path, chance: random.Random) -> None:
    with path.open("r+b") as file:
        file.truncate(chance.randrange(path.stat().st_size))


def _flipped(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def _zeroed(path: Path, chance: random.Random) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def _deleted(path: Path, chance: random.Random) -> None:
    path.unlink()


def _replaced(path: Path, chance: random.Random) -> None:
    path.write_bytes(pickle.dumps({"foreign": chance.random()}))


DAMAGES: list[Callable[[Path, random.Random], None]] = [
    _truncated,
    _flipped,
    _flipped,
    _zeroed,
    _deleted,
    _replaced,
]


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("which", range(4))
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__.strip("_"))
def test_damage_to_any_file_is_no_error_and_heals_at_the_next_catching_up(
    folder: Path, log: CountingLog, damage: Callable[[Path, random.Random], None], which: int, seed: int
) -> None:
    running = opened(folder, log)
    log.count.value = 13
    running.catch_up(log)
    assert len(files(folder)) == 4
    damage(files(folder)[which], random.Random(seed))
    assert found(running, "wording12") == ["c2"]
    assert is_whole(opened(folder, log))
    running.catch_up(log)
    assert is_whole(running)


@pytest.mark.parametrize("which", range(4))
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__.strip("_"))
def test_damage_under_a_running_process_is_healed_by_its_next_change(
    folder: Path, log: CountingLog, damage: Callable[[Path, random.Random], None], which: int
) -> None:
    running = opened(folder, log)
    log.count.value = 13
    running.catch_up(log)
    damage(files(folder)[which], random.Random(7))
    log.count.value = 14
    running.catch_up(log)
    assert found(running, "wording14") == ["c4"]
    assert is_whole(opened(folder, log))


def test_a_commit_that_was_never_stamped_is_not_trusted(search: Search, folder: Path, log: CountingLog) -> None:
    (toc,) = folder.rglob("*.toc")
    toc.with_name("_MAIN_99.toc").write_bytes(toc.read_bytes())
    log.count.value = 13
    search.catch_up(log)
    assert found(search, "wording13") == ["c3"]
    assert not list(folder.rglob("_MAIN_99.toc"))


class _Payload:
    def __init__(self, witness: Path) -> None:
        self.witness = witness

    def __reduce__(self) -> Any:
        return os.mkdir, (str(self.witness),)


def test_a_foreign_pickle_is_never_loaded(search: Search, folder: Path, log: CountingLog, tmp_path: Path) -> None:
    poison = pickle.dumps(_Payload(tmp_path / "executed"))
    for each in files(folder):
        each.write_bytes(each.read_bytes()[:40] + poison if each.suffix == ".toc" else poison)
    assert is_whole(opened(folder, log))
    search.catch_up(log)
    assert is_whole(search)
    assert not (tmp_path / "executed").exists()


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_folder_that_others_can_write_is_refused(folder: Path, log: CountingLog, mode: int) -> None:
    folder.mkdir()
    folder.chmod(mode)
    with pytest.raises(PermissionError, match="can be written by others"):
        opened(folder, log)


def test_what_it_makes_is_for_its_user_alone(search: Search, folder: Path) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [each.stat().st_mode & 0o777 for each in folder.iterdir() if each.is_dir()] == [0o700]


def test_a_database_replaced_by_another_of_the_same_length_is_noticed(search: Search, log: CountingLog) -> None:
    other = CountingLog(Count(), name="replacement")
    search.catch_up(other)
    assert found(search, "replacement wording12") == ["c2"]
    assert found(search, '"counted wording12"') == []


@pytest.mark.parametrize("length", [3, 30])
def test_a_database_replaced_by_a_shorter_or_longer_one_is_noticed(search: Search, folder: Path, length: int) -> None:
    other = CountingLog(Count(length), name="replacement")
    search.catch_up(other)
    assert found(search, f"wording{length}") == [f"c{length % CONCEPTS}"]
    assert found(search, "counted") == []
    assert not opened(folder, other).search(Query(text="replacement")).degraded


def test_a_vanished_glossary_is_forgotten(search: Search) -> None:
    other = CountingLog(Count(3), glossary="other")
    search.catch_up(other)
    assert {match.glossary for match in search.terms("name1")} == {"other"}
    assert {hit.glossary for hit in search.search(Query(text="counted")).hits} == {"other"}


def test_an_empty_glossary_is_no_trouble(folder: Path) -> None:
    log = CountingLog(Count(0))
    search = opened(folder, log)
    assert search.healthy()
    assert found(search, "wording1") == []
    log.count.value = 1
    search.catch_up(log)
    assert found(search, "wording1") == ["c1"]


def test_a_commit_that_fails_frees_the_lock_and_is_made_up_for(
    search: Search, log: CountingLog, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    log.count.value = 13
    with monkeypatch.context() as patched:
        patched.setattr(TOC, "write", fail)
        search.catch_up(log)
    results = search.search(Query(text="name3"))
    assert (results.degraded, results.hits[0].concept, search.lag(log)) == (True, "c3", 1)
    assert found(opened(folder, log), "wording13") == ["c3"]
    search.catch_up(log)
    assert found(search, "wording13") == ["c3"]


def test_full_text_that_fails_leaves_the_headwords(
    search: Search, log: CountingLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise ModuleNotFoundError("no module named as the damaged pickle says")

    with monkeypatch.context() as patched:
        patched.setattr(Searcher, "search_with_collector", fail)
        results = search.search(Query(text="name2"))
    assert (results.degraded, [hit.concept for hit in results.hits]) == (True, ["c2"])
    search.catch_up(log)
    assert is_whole(search)


def test_a_question_that_takes_too_long_is_answered_in_part(search: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: Any) -> None:
        raise TimeLimit

    monkeypatch.setattr(TimeLimitCollector, "collect_matches", stop)
    results = search.search(Query(text="name2"))
    assert (results.degraded, [hit.concept for hit in results.hits]) == (True, ["c2"])
    assert search.healthy()


def test_a_question_that_costs_too_much_work_is_answered_by_what_was_found(
    search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: Any) -> None:
        raise EnoughError

    monkeypatch.setattr(SparingCollector, "collect", stop)
    results = search.search(Query(text="name2"))
    assert (results.degraded, [hit.concept for hit in results.hits]) == (False, ["c2"])
    assert search.healthy()


def test_an_error_of_the_feed_is_the_owners_and_leaves_no_lock(search: Search, log: CountingLog) -> None:
    log.count.value, log.is_broken = 13, True
    with pytest.raises(ConnectionError):
        search.catch_up(log)
    log.is_broken = False
    search.catch_up(log)
    assert found(search, "wording13") == ["c3"]


def test_an_error_of_the_feed_while_building_leaves_nothing_behind(folder: Path, log: CountingLog) -> None:
    search, log.is_broken = Search(folder, lambda: NOW), True
    with pytest.raises(ConnectionError):
        search.catch_up(log)
    with pytest.raises(ConnectionError):
        search.rebuild(log)
    log.is_broken = False
    search.catch_up(log)
    assert is_whole(search)


def test_a_folder_that_cannot_be_made_leaves_the_headwords(tmp_path: Path, log: CountingLog) -> None:
    (tmp_path / "file").write_text("in the way")
    search = opened(tmp_path / "file" / "index", log)
    results = search.search(Query(text="name2"))
    assert (results.degraded, [hit.concept for hit in results.hits]) == (True, ["c2"])
    with pytest.raises(OSError, match="cannot be used"):
        search.rebuild(log)


def test_a_rebuild_reports_its_progress_and_leaves_one_index(search: Search, folder: Path, log: CountingLog) -> None:
    seen: list[tuple[int, int]] = []
    search.rebuild(log, lambda done, total: seen.append((done, total)))
    assert (seen[0], seen[-1]) == ((0, 5), (5, 5))
    assert is_whole(search)
    assert len([each for each in folder.iterdir() if each.is_dir()]) == 1


def test_who_finds_another_building_for_long_does_not_wait(folder: Path, log: CountingLog) -> None:
    folder.mkdir(mode=0o700)
    log.count.value = 600
    search = Search(folder, lambda: NOW)
    with FileLock(folder / "writer.lock"):
        begun = time.monotonic()
        search.catch_up(log)
        assert time.monotonic() - begun < 1
        assert search.terms("name2")
        assert search.search(Query(text="wording12")).degraded
        assert not search.healthy()
    search.catch_up(log)
    assert search.healthy()
    assert not search.search(Query(text="wording12")).degraded


def test_who_finds_a_small_index_being_made_waits_for_it(folder: Path, log: CountingLog) -> None:
    folder.mkdir(mode=0o700)
    search = Search(folder, lambda: NOW)
    lock = FileLock(folder / "writer.lock", thread_local=False)
    lock.acquire()
    threading.Timer(0.3, lock.release).start()
    search.catch_up(log)
    assert is_whole(search)


def test_who_finds_another_writing_a_little_waits_for_it(search: Search, folder: Path, log: CountingLog) -> None:
    log.count.value = 13
    lock = FileLock(folder / "writer.lock", thread_local=False)
    lock.acquire()
    threading.Timer(0.3, lock.release).start()
    search.catch_up(log)
    assert found(search, "wording13") == ["c3"]


def _ask_in_a_process(folder: Path, count: Any, stop: Any, answers: Any) -> None:
    log, asked = CountingLog(count), 0
    search = Search(folder, lambda: NOW)
    wrong: list[str] = []
    while not stop.is_set() or not asked:
        before = count.value
        search.catch_up(log)
        results = search.search(Query(text=f"wording{before}"))
        asked += 1
        if results.degraded or not (results.hits or count.value >= before + CONCEPTS):
            wrong.append(f"{before} of {count.value}: {results}")
    answers.put((asked, wrong))


def test_processes_that_share_a_folder_all_stay_fresh(folder: Path) -> None:
    context = multiprocessing.get_context("fork")
    count, stop, answers = context.Value("i", 12), context.Event(), context.Queue()
    others = [context.Process(target=_ask_in_a_process, args=(folder, count, stop, answers)) for _ in range(2)]
    opened(folder, CountingLog(count))
    for each in others:
        each.start()
    for _ in range(40):
        time.sleep(0.05)
        count.value += 1
    stop.set()
    told = [answers.get(timeout=30) for _ in others]
    for each in others:
        each.join(30)
    assert [wrong for _, wrong in told] == [[], []]
    assert all(asked > 5 for asked, _ in told)


def _ask_in_a_thread(search: Search, log: CountingLog, wrong: list[Any]) -> None:
    for _ in range(60):
        before = log.count.value
        search.catch_up(log)
        results = search.search(Query(text=f"wording{before}"))
        if not results.hits and log.count.value < before + CONCEPTS:
            wrong.append((before, results))


def _write_for_ever(folder: Path, count: Any) -> None:
    search, log = Search(folder, lambda: NOW), CountingLog(count)
    while True:
        search.catch_up(log)
        count.value += 1


def test_a_writer_killed_at_any_moment_leaves_what_can_be_used_or_made_again(folder: Path) -> None:
    context = multiprocessing.get_context("fork")
    count = context.Value("i", 12, lock=False)
    chance = random.Random(3)
    for _ in range(10):
        writer = context.Process(target=_write_for_ever, args=(folder, count))
        writer.start()
        time.sleep(0.05 + chance.random() / 10)
        writer.kill()
        writer.join()
        survivor = opened(folder, CountingLog(count))
        assert survivor.healthy()
        assert found(survivor, f"wording{count.value}") == [f"c{count.value % CONCEPTS}"]


def test_threads_of_one_process_all_get_whole_answers(search: Search, log: CountingLog) -> None:
    wrong: list[Any] = []
    threads = [threading.Thread(target=_ask_in_a_thread, args=(search, log, wrong)) for _ in range(4)]
    for each in threads:
        each.start()
    for _ in range(30):
        time.sleep(0.02)
        log.count.value += 1
    for each in threads:
        each.join()
    assert wrong == []
