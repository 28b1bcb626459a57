"""The index on disk: always fresh, shared by processes, disposable, and never trusted blindly."""

import multiprocessing
import os
import pickle
import random
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from filelock import FileLock

from glossary import Concept, Definition, Draft, Glossaries, LanguageSection, Revision, Term, Whereabouts
from glossary.search import Mark, Moment, Query, Search, background, stamp, volume
from glossary.search import files as search_files
from glossary.search.inverting import WordsMaker
from glossary.search.making import BaseMaker
from glossary.search.shelf import Shelf
from tests.conftest import Clock
from tests.support import SETTINGS, draft

NOW = datetime(2026, 1, 1, tzinfo=UTC)
CONCEPTS = 5
MANY = 600
PATIENCE = 120  # seconds: only a machine that is much too busy comes near
"""More entries than are written into files while somebody waits."""


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
    is_broken_from_the_beginning: bool = False
    tells_schedule: bool = True

    def marks(self) -> dict[str, Mark]:
        self.asked.append("marks")
        seq = self._seq()
        return {self.glossary: Mark(seq=seq, digest=f"{self.name}/{seq}", at=self.at)}

    def carried(self) -> None:
        return None

    def differing(self, glossary: str, since: Moment, until: Mark, state: Moment) -> dict[str, bool]:
        return {f"c{n}": True for n in range(CONCEPTS)}

    def digest_at(self, glossary: str, seq: int) -> str | None:
        self.asked.append("digest_at")
        return f"{self.name}/{seq}" if seq <= self._seq() else None

    def changed(self, glossary: str, since: Mark | None, until: Mark) -> Iterator[Sequence[str]]:
        self.asked.append("changed")
        if self.is_broken or (self.is_broken_from_the_beginning and since is None):
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
def search(folder: Path, log: CountingLog) -> Iterator[Search]:
    made = opened(folder, log)
    yield made
    made.close()


def opened(folder: Path, log: CountingLog, clock: Callable[[], datetime] = lambda: NOW) -> Search:
    made = Search(folder, clock)
    made.catch_up(log)
    return made


def found(search: Search, text: str) -> list[str]:
    return [hit.concept for hit in search.search(Query(text=text)).hits]


def is_degraded(search: Search) -> bool:
    return search.search(Query(text="name2")).degraded


def is_whole(search: Search, newest: int = 12) -> bool:
    text = f"wording{newest}"
    return search.healthy() and not is_degraded(search) and found(search, text) == [f"c{newest % CONCEPTS}"]


def generations(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir() if each.is_dir())


def files(folder: Path) -> list[Path]:
    """The files of the index, those that lock it left out."""
    return sorted(each for each in folder.rglob("*") if each.is_file() and each.suffix != ".lock")


def comes_true(is_so: Callable[[], bool]) -> bool:
    """Whether something comes to be so in time."""
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


# Freshness


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
        assert is_whole(search, newest)
        assert found(search, f"文言{newest}を") == [f"c{newest % CONCEPTS}"]


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


def test_a_concept_of_which_every_wording_lies_ahead_comes_into_force_by_itself(folder: Path) -> None:
    log = CountingLog(Count(4), later={4: 2_000})
    search, other = opened(folder, log), opened(folder, log)
    assert found(search, "wording4") == found(other, "wording4") == []
    log.at = 2_000
    for each in (search, other):
        each.catch_up(log)
        assert found(each, "wording4") == ["c4"]
        assert [match.concept for match in each.terms("name4")] == ["c4"]


def test_a_wording_that_is_scheduled_after_the_files_were_written_comes_into_force(folder: Path) -> None:
    log = CountingLog(Count(3), later={4: 2_000, 8: 3_000})
    search = opened(folder, log)
    log.count.value = 8
    search.catch_up(log)
    for log.at, expected in ((1_000, []), (2_000, ["c4"]), (3_000, ["c3"])):
        search.catch_up(log)
        assert found(search, "wording4" if log.at < 3_000 else "wording8") == expected
    assert is_whole(opened(folder, log), 8)


def test_a_wording_recorded_by_a_clock_ahead_of_ours_comes_into_force_too(folder: Path, log: CountingLog) -> None:
    log.later[12], log.tells_schedule = 1_005, False
    search = opened(folder, log)
    assert found(search, "wording12") == []
    log.at = 1_010
    search.catch_up(log)
    assert found(search, "wording12") == ["c2"]
    assert search.terms("name2")[0].number == 3


def test_a_change_is_kept_beside_the_files_and_does_not_write_them_again(
    search: Search, folder: Path, log: CountingLog
) -> None:
    before = {each: each.stat().st_mtime_ns for each in files(folder)}
    for log.count.value in range(13, 30):
        search.catch_up(log)
    assert {each: each.stat().st_mtime_ns for each in files(folder)} == before


def test_when_much_has_changed_the_files_are_written_again(
    search: Search, folder: Path, log: CountingLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = opened(folder, log)
    monkeypatch.setattr(volume, "_LEAST_FRESH", 3)
    before = generations(folder)
    for log.count.value in range(13, 17):
        search.catch_up(log)
    assert len(generations(folder)) == 1
    assert generations(folder) != before
    other.catch_up(log)
    assert is_whole(search, 16)
    assert is_whole(other, 16)


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
    log.asked.clear()
    assert is_whole(opened(folder, log))
    assert "revisions" not in log.asked
    assert {each: each.stat().st_ino for each in files(folder)} == before


def test_files_of_a_mark_that_this_process_has_not_seen_yet_harm_nobody(folder: Path, log: CountingLog) -> None:
    late = CountingLog(Count(3))
    search = opened(folder, log)
    other = opened(folder, late)
    assert is_whole(other, 3)
    search.catch_up(log)
    assert is_whole(search)


def test_closed_it_lets_go_of_the_files_and_the_next_catching_up_opens_them_again(
    search: Search, log: CountingLog
) -> None:
    search.close()
    results = search.search(Query(text="name2"))
    assert (results.hits, results.degraded, search.healthy()) == ((), True, False)
    search.catch_up(log)
    assert is_whole(search)


# Files that are missing, damaged or foreign


def test_a_folder_deleted_under_it_is_made_again(search: Search, folder: Path, log: CountingLog) -> None:
    shutil.rmtree(folder)
    assert found(search, "wording12") == ["c2"]
    assert not search.healthy()
    search.catch_up(log)
    assert is_whole(search)
    assert is_whole(opened(folder, log))


def test_only_the_files_of_the_index_deleted_harms_neither_who_has_them_open_nor_who_comes_next(
    search: Search, folder: Path, log: CountingLog
) -> None:
    for each in generations(folder):
        shutil.rmtree(folder / each)
    log.count.value = 13
    search.catch_up(log)
    assert found(search, "wording13") == ["c3"]
    assert is_whole(opened(folder, log), 13)
    search.catch_up(log)
    assert is_whole(search, 13)


def _truncated(path: Path, chance: random.Random) -> None:
    with path.open("r+b") as file:
        file.truncate(chance.randrange(path.stat().st_size))


def _flipped(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def _deleted(path: Path, chance: random.Random) -> None:
    path.unlink()


def _replaced(path: Path, chance: random.Random) -> None:
    path.write_bytes(pickle.dumps({"foreign": chance.random()}))


DAMAGES: list[Callable[[Path, random.Random], None]] = [_truncated, _flipped, _deleted, _replaced]


KINDS = [
    *(
        "stamp",
        "summary.json",
        "ids.*",
        "text.*",
        "reading.*",
        "romaji.*",
        "name.*",
        "concept.*",
        "entries.*",
        "told.*",
    ),
    *("texts/*.toc", "texts/*.trm", "texts/*.pst", "texts/section.*", "texts/wording.*", "texts/folded.*"),
    "texts/languages.json",
]


def some(folder: Path, kind: str, chance: random.Random) -> Path:
    pattern = "*.stamp" if kind == "stamp" else f"*/{kind}"
    return chance.choice(sorted(each for each in folder.glob(pattern) if each.stat().st_size))


def test_every_file_is_of_a_kind_that_is_damaged_here(search: Search, folder: Path) -> None:
    known = {each for kind in KINDS for each in folder.glob("*.stamp" if kind == "stamp" else f"*/{kind}")}
    assert {each.name.split(".")[0] for each in set(files(folder)) - known} <= {"short", "okurigana"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__.strip("_"))
def test_damage_to_any_file_is_no_error_and_is_healed_by_whoever_opens_it(
    folder: Path, log: CountingLog, damage: Callable[[Path, random.Random], None], kind: str
) -> None:
    running, chance = opened(folder, log), random.Random(f"{kind} {damage}")
    damage(some(folder, kind, chance), chance)
    assert found(running, "wording12") == ["c2"]
    assert is_whole(opened(folder, log))
    log.count.value = 13
    running.catch_up(log)
    assert is_whole(running, 13)
    assert is_whole(opened(folder, log), 13)


QUESTIONS: list[Callable[[Search], Any]] = [
    lambda search: search.terms("name2"),
    lambda search: search.suggest("nam"),
    lambda search: search.terms("nane2"),
    lambda search: found(search, "wording12"),
    lambda search: search.search(Query(text="文言12を", facets=True)).facets,
    lambda search: search.search(Query(text='"counted wording" -wording11', within="all")).total,
    lambda search: search.search(Query(text="wordign wording12 を示す 無い", statuses=("current", "retired"))).total,
]


@pytest.mark.parametrize("kind", KINDS[1:])
def test_a_large_file_damaged_under_a_running_process_is_no_error_and_heals_at_the_next_catching_up(
    folder: Path, log: CountingLog, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_files, "_READ_WHOLE", 0)
    running, chance = opened(folder, log), random.Random(kind)
    for each in folder.glob(f"*/{kind}"):
        if size := each.stat().st_size:
            with each.open("r+b") as file:
                file.write(chance.randbytes(size))
    for question in QUESTIONS:
        question(running)
    running.catch_up(log)
    assert is_whole(opened(folder, log))
    log.count.value = 13
    running.catch_up(log)
    others = opened(folder, log)
    assert is_whole(running, 13)
    assert [question(running) for question in QUESTIONS] == [question(others) for question in QUESTIONS]


@contextmanager
def damaged_in_use(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Files that any question finds damaged."""

    def fail(*_: Any, **__: Any) -> None:
        raise ModuleNotFoundError("no module named as the damaged pickle says")

    with monkeypatch.context() as patched:
        for method in ("whole", "beside", "suggested", "keys", "near"):
            patched.setattr(Shelf, method, fail)
        yield


def test_files_found_damaged_by_a_question_are_done_without_until_the_next_catching_up(
    search: Search, log: CountingLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.count.value = 13
    search.catch_up(log)
    with damaged_in_use(monkeypatch):
        results = search.search(Query(text="wording13"))
        assert (results.degraded, [hit.concept for hit in results.hits]) == (True, ["c3"])
        assert [match.concept for match in search.terms("name3")] == ["c3"]
        assert not search.healthy()
    search.catch_up(log)
    assert is_whole(search, 13)


@pytest.mark.parametrize("newest", [12, 13])
def test_files_found_damaged_that_cannot_be_written_again_are_made_up_for_in_memory(
    search: Search, folder: Path, log: CountingLog, newest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with damaged_in_use(monkeypatch):
        assert search.terms("name2") == []
    for each in generations(folder):
        shutil.rmtree(folder / each)
    log.count.value = newest
    with full_disk(monkeypatch, BaseMaker):
        search.catch_up(log)
    assert found(search, f"wording{newest}") == [f"c{newest % CONCEPTS}"]
    assert found(search, "wording11") == ["c1"]
    assert (is_degraded(search), search.healthy()) == (False, False)


def test_what_was_never_stamped_is_not_trusted_and_does_not_stay(
    search: Search, folder: Path, log: CountingLog
) -> None:
    [good] = generations(folder)
    never = good[:-16] + "0123456789abcdef"
    shutil.copytree(folder / good, folder / never)
    search.catch_up(log)
    assert generations(folder) == sorted([good, never])
    search.rebuild(log)
    assert is_whole(search)
    assert len(generations(folder)) == 1


def test_files_made_by_other_rules_stay_for_a_day_and_other_folders_for_ever(
    search: Search, folder: Path, log: CountingLog
) -> None:
    old, new, foreign = "0123456789ab.ai." + "f" * 16, "0123456789ab.ai." + "e" * 16, "a-persons-own"
    two_days_ago = time.time() - 2 * 86_400
    for name in (old, new, foreign):
        (folder / name).mkdir()
    for name in (old, foreign):
        os.utime(folder / name, (two_days_ago, two_days_ago))
    search.rebuild(log)
    assert {new, foreign} <= {*generations(folder)}
    assert old not in generations(folder)
    assert is_whole(search)


def test_a_stamp_that_names_another_folder_is_not_followed(search: Search, folder: Path, log: CountingLog) -> None:
    [good] = generations(folder)
    known = stamp.read(folder, "ai")
    assert known is not None
    shutil.copytree(folder / good, folder.parent / "elsewhere")
    for name in ("../elsewhere", good.replace(".ai.", ".other."), "elsewhere"):
        stamp.write(folder, "ai", msgspec.structs.replace(known, folder=name))
        assert stamp.read(folder, "ai") is None
    search.catch_up(log)
    assert is_whole(search)


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


# The folder


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_folder_that_others_can_write_is_refused(folder: Path, log: CountingLog, mode: int) -> None:
    folder.mkdir()
    folder.chmod(mode)
    with pytest.raises(PermissionError, match="can be written by others"):
        opened(folder, log)


def test_files_in_a_folder_that_others_can_write_are_not_read(search: Search, folder: Path, log: CountingLog) -> None:
    folder.chmod(0o777)
    with pytest.raises(PermissionError, match="can be written by others"):
        opened(folder, log)


def test_what_it_makes_is_for_its_user_alone(search: Search, folder: Path) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {each.stat().st_mode & 0o777 for each in folder.rglob("*") if each.is_dir()} == {0o700}


def test_a_folder_that_cannot_be_made_costs_nothing_but_the_files(tmp_path: Path, log: CountingLog) -> None:
    (tmp_path / "file").write_text("in the way")
    search = opened(tmp_path / "file" / "index", log)
    assert found(search, "wording12") == ["c2"]
    assert (is_degraded(search), search.healthy()) == (False, False)
    with pytest.raises(OSError, match="cannot be used"):
        search.rebuild(log)


# Other logs


def test_a_database_replaced_by_another_of_the_same_length_is_noticed(search: Search, folder: Path) -> None:
    other = CountingLog(Count(), name="replacement")
    search.catch_up(other)
    assert found(search, "replacement wording12") == ["c2"]
    assert found(search, '"counted wording12"') == []
    assert is_whole(opened(folder, other))


@pytest.mark.parametrize("length", [3, 30])
def test_a_database_replaced_by_a_shorter_or_longer_one_is_noticed(search: Search, folder: Path, length: int) -> None:
    other = CountingLog(Count(length), name="replacement")
    search.catch_up(other)
    assert found(search, f"wording{length}") == [f"c{length % CONCEPTS}"]
    assert found(search, "counted") == []
    assert is_whole(search, length)
    assert is_whole(opened(folder, other), length)


def test_a_vanished_glossary_is_forgotten(search: Search, folder: Path) -> None:
    other = CountingLog(Count(3), glossary="other")
    search.catch_up(other)
    assert {match.glossary for match in search.terms("name1")} == {"other"}
    assert {hit.glossary for hit in search.search(Query(text="counted")).hits} == {"other"}
    assert [each for each in files(folder) if ".ai." in str(each.relative_to(folder))] == []


def test_an_empty_glossary_is_no_trouble(folder: Path) -> None:
    log = CountingLog(Count(0))
    search = opened(folder, log)
    assert search.healthy()
    assert not is_degraded(search)
    assert found(search, "wording1") == []
    written = generations(folder)
    search.catch_up(log)
    assert generations(folder) == written
    assert opened(folder, log).healthy()
    log.count.value = 1
    search.catch_up(log)
    assert found(search, "wording1") == ["c1"]


# Writing


@contextmanager
def full_disk(monkeypatch: pytest.MonkeyPatch, where: type[BaseMaker] | type[WordsMaker]) -> Iterator[None]:
    """A disk on which nothing more can be written, from some point on."""

    def fail(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(where, "write", fail)
        yield


@pytest.mark.parametrize("where", [BaseMaker, WordsMaker])
def test_a_write_that_fails_frees_the_lock_costs_no_answer_and_is_made_up_for(
    folder: Path, log: CountingLog, clock: Clock, where: type[BaseMaker], monkeypatch: pytest.MonkeyPatch
) -> None:
    with full_disk(monkeypatch, where):
        search = opened(folder, log, clock)
        assert found(search, "wording12") == ["c2"]
        assert not search.healthy()
        log.count.value = 13
        search.catch_up(log)
        assert found(search, "wording13") == ["c3"]
    assert is_whole(opened(folder, log), 13)
    clock.advance(seconds=31)
    search.catch_up(log)
    assert is_whole(search, 13)
    assert len(generations(folder)) == 1


def test_a_stamp_that_cannot_be_written_leaves_the_files_that_were_there(
    search: Search, folder: Path, log: CountingLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    before = stamp.read(folder, "ai")
    assert before is not None
    with monkeypatch.context() as patched:
        patched.setattr(stamp, "write", fail)
        patched.setattr(volume, "_LEAST_FRESH", 0)
        log.count.value = 13
        search.catch_up(log)
        assert is_whole(search, 13)
    assert stamp.read(folder, "ai") == before
    assert is_whole(opened(folder, log), 13)


def test_after_a_write_that_failed_there_is_a_pause(
    folder: Path, log: CountingLog, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[Any] = []

    def fail(*told: Any) -> None:
        tried.append(told)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(BaseMaker, "write", fail)
    search = opened(folder, log, clock)
    for _ in range(5):
        search.catch_up(log)
    assert len(tried) == 1
    clock.advance(seconds=31)
    search.catch_up(log)
    assert len(tried) == 2


def test_an_error_of_the_feed_is_the_owners_and_leaves_no_lock(search: Search, log: CountingLog) -> None:
    log.count.value, log.is_broken = 13, True
    with pytest.raises(ConnectionError):
        search.catch_up(log)
    log.is_broken = False
    search.catch_up(log)
    assert is_whole(search, 13)


def test_an_error_of_the_feed_while_writing_leaves_nothing_behind(
    folder: Path, log: CountingLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    search, log.is_broken = Search(folder, lambda: NOW), True
    with pytest.raises(ConnectionError):
        search.catch_up(log)
    with pytest.raises(ConnectionError):
        search.rebuild(log)
    log.is_broken = False
    search.catch_up(log)
    assert is_whole(search)
    monkeypatch.setattr(volume, "_LEAST_FRESH", 0)
    log.count.value, log.is_broken_from_the_beginning = 13, True
    with pytest.raises(ConnectionError):
        search.catch_up(log)
    assert found(search, "wording13") == ["c3"]
    log.is_broken_from_the_beginning = False
    search.catch_up(log)
    assert is_whole(search, 13)
    assert len(generations(folder)) == 1


def test_a_rebuild_reports_its_progress_and_leaves_one_index(search: Search, folder: Path, log: CountingLog) -> None:
    seen: list[tuple[int, int]] = []
    before = generations(folder)
    search.rebuild(log, lambda done, total: seen.append((done, total)))
    assert (seen[0], seen[-1]) == ((0, 5), (5, 5))
    assert is_whole(search)
    assert len(generations(folder)) == 1
    assert generations(folder) != before


# Too much to be kept in memory


@pytest.fixture
def little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(volume, "MOST_FRESH", 4)


@pytest.mark.usefixtures("little_memory")
def test_with_too_much_that_is_new_and_no_turn_to_write_what_is_there_answers(
    search: Search, folder: Path, log: CountingLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("glossary.search.search._PATIENCE", 0.05)
    log.count.value = 14
    search.catch_up(log)
    assert is_whole(search, 14)
    log.count.value = 20
    with FileLock(folder / "ai.lock"):
        search.catch_up(log)
        assert found(search, "wording14") == ["c4"]
        assert found(search, "wording12") == ["c2"]
        assert found(search, "wording20") == []
        assert (is_degraded(search), search.healthy()) == (True, False)
        assert [match.concept for match in search.terms("name2")] == ["c2"]
    search.catch_up(log)
    assert is_whole(search, 20)


@pytest.mark.usefixtures("little_memory")
def test_with_too_much_that_is_new_the_terms_are_findable_as_soon_as_they_are_prepared(
    folder: Path, log: CountingLog
) -> None:
    search, seen = Search(folder, lambda: NOW), list[tuple[int, int]]()
    search.prepare(log, lambda done, total: seen.append((done, total)))
    assert (seen[0], seen[-1]) == ((0, 5), (5, 5))
    assert [match.concept for match in search.terms("name2")] == ["c2"]
    assert [match.concept for match in search.suggest("nam")] == ["c0", "c1", "c2", "c3", "c4"]
    assert (found(search, "name2"), found(search, "wording12")) == (["c2"], [])
    assert (is_degraded(search), search.healthy()) == (True, False)
    other = Search(folder, lambda: NOW)
    other.catch_up(log)
    assert is_whole(other)
    search.catch_up(log)
    assert is_whole(search)


def test_what_is_all_in_memory_gives_way_to_names_in_files_when_too_much_is_new(
    folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = CountingLog(Count(3))
    with full_disk(monkeypatch, BaseMaker):
        search = opened(folder, log, clock)
        assert (is_degraded(search), search.healthy()) == (False, False)
    monkeypatch.setattr(volume, "MOST_FRESH", 4)
    log.count.value = 12
    clock.advance(seconds=31)
    search.prepare(log)
    assert [match.concept for match in search.suggest("nam")] == ["c0", "c1", "c2", "c3", "c4"]
    assert is_degraded(search)
    search.catch_up(log)
    assert is_whole(search)


def test_with_little_that_is_new_there_is_nothing_to_prepare(search: Search, folder: Path, log: CountingLog) -> None:
    before = generations(folder)
    log.count.value = 13
    search.prepare(log)
    assert generations(folder) == before
    assert is_whole(search, 13)


@pytest.mark.usefixtures("little_memory")
def test_what_changes_while_only_names_are_in_files_is_found(
    folder: Path, log: CountingLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = Search(folder, lambda: NOW)
    search.prepare(log)
    log.count.value = 14
    with full_disk(monkeypatch, WordsMaker):
        search.catch_up(log)
        assert found(search, "wording14") == ["c4"]
        assert [match.number for match in search.terms("name4")] == [3]
        assert is_degraded(search)


# Others who write


def test_who_finds_another_writing_much_does_not_wait_and_answers_from_memory(folder: Path, log: CountingLog) -> None:
    folder.mkdir(mode=0o700)
    log.count.value = MANY
    search = Search(folder, lambda: NOW)
    with FileLock(folder / "ai.lock"):
        search.catch_up(log)
        assert search.terms("name2")
        assert found(search, f"wording{MANY}") == ["c0"]
        assert (is_degraded(search), search.healthy()) == (False, False)
    search.catch_up(log)
    assert is_whole(search, MANY)


def test_who_finds_a_small_index_being_made_waits_for_it(folder: Path, log: CountingLog) -> None:
    folder.mkdir(mode=0o700)
    search = Search(folder, lambda: NOW)
    lock = FileLock(folder / "ai.lock", thread_local=False)
    lock.acquire()
    threading.Timer(0.3, lock.release).start()
    search.catch_up(log)
    assert is_whole(search)


def test_who_waits_in_vain_answers_all_the_same(
    folder: Path, log: CountingLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.mkdir(mode=0o700)
    monkeypatch.setattr("glossary.search.search._PATIENCE", 0.05)
    with FileLock(folder / "ai.lock"):
        search = opened(folder, log)
        assert found(search, "wording12") == ["c2"]
        assert not search.healthy()
    search.catch_up(log)
    assert is_whole(search)


def test_who_gets_the_turn_after_others_have_written_just_that_does_not_write_it_again(
    folder: Path, log: CountingLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Any] = []
    write = BaseMaker.write

    def counted(*told: Any) -> None:
        written.append(told)
        write(*told)

    monkeypatch.setattr(BaseMaker, "write", counted)
    folder.mkdir(mode=0o700)
    logs = [CountingLog(log.count, at=1_000 + number) for number in range(4)]
    threads = [threading.Thread(target=opened, args=(folder, each)) for each in logs]
    with FileLock(folder / "ai.lock"):
        for each in threads:
            each.start()
        assert comes_true(lambda: all("revisions" in each.asked for each in logs))
    for each in threads:
        each.join()
    assert len(written) == 1
    assert is_whole(opened(folder, log))


def _ask_in_a_process(folder: Path, count: Any, stop: Any, answers: Any) -> None:
    volume._LEAST_FRESH = 2
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


def _write_for_ever(folder: Path, count: Any) -> None:
    search, log = Search(folder, lambda: NOW), CountingLog(count)
    while True:
        search.rebuild(log)
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
        assert is_whole(survivor, count.value)
    survivor.rebuild(CountingLog(count))
    assert len(generations(folder)) == 1


def _ask_in_a_thread(search: Search, log: CountingLog, wrong: list[Any]) -> None:
    for _ in range(60):
        before = log.count.value
        search.catch_up(log)
        results = search.search(Query(text=f"wording{before}"))
        if not results.hits and log.count.value < before + CONCEPTS:
            wrong.append((before, results))


def test_threads_of_one_process_all_get_whole_answers(
    search: Search, log: CountingLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(volume, "_LEAST_FRESH", 2)
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


# Large glossaries, written by a process of their own


@pytest.fixture
def large(place: Whereabouts) -> Iterator[Glossaries]:
    with Glossaries.open(place) as made:
        made.make(SETTINGS, "p-editor").load(drafts("c", MANY), "p-editor")
        yield made


def drafts(name: str, many: int) -> list[Draft]:
    return [draft(f"{name}{number}", ja=f"第{number}号の説明。", en=f"says{name}{number}") for number in range(many)]


def hits(house: Glossaries, text: str) -> list[str]:
    return [hit.concept for hit in house.search(Query(text=text)).hits]


@pytest.fixture(autouse=True)
def processes(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Every process that was started to write."""
    every: list[subprocess.Popen[bytes]] = []
    start = background._started

    def started(task: bytes) -> subprocess.Popen[bytes]:
        every.append(start(task))
        return every[-1]

    monkeypatch.setattr(background, "_started", started)
    return every


def running(processes: list[subprocess.Popen[bytes]]) -> int:
    return sum(each.poll() is None for each in processes)


def test_a_large_glossary_answers_while_another_process_writes_its_files(
    large: Glossaries, place: Whereabouts, processes: list[subprocess.Popen[bytes]]
) -> None:
    assert [match.concept for match in large.terms("c599")] == ["c599"]
    assert hits(large, "saysc599") == ["c599"]
    assert running(processes) == 1
    assert not large.condition().search
    assert comes_true(lambda: hits(large, "saysc599") == ["c599"] and large.condition().search)
    assert [match.concept for match in large.terms("c599")] == ["c599"]
    results = large.search(Query(text="saysc599"))
    assert (results.degraded, [hit.concept for hit in results.hits]) == (False, ["c599"])
    large["trial"].load(drafts("d", 1), "p-editor")
    assert hits(large, "saysd0") == ["d0"]
    large.close()
    assert (len(processes), running(processes)) == (1, 0)
    with Glossaries.open(place) as again:
        assert again.condition().search
        assert (hits(again, "saysc599"), hits(again, "saysd0"), len(processes)) == (["c599"], ["d0"], 1)


def test_while_the_files_are_written_no_answer_gets_worse(large: Glossaries) -> None:
    worse: list[Any] = []
    deadline = time.monotonic() + PATIENCE
    while not large.condition().search and time.monotonic() < deadline:
        results = large.search(Query(text="saysc599"))
        if results.degraded or [hit.concept for hit in results.hits] != ["c599"]:
            worse.append(results)
        time.sleep(0.05)
    assert (large.condition().search, worse) == (True, [])


def test_closing_ends_the_process_that_writes_and_the_next_one_goes_on(
    large: Glossaries, place: Whereabouts, processes: list[subprocess.Popen[bytes]]
) -> None:
    assert not large.condition().search
    large.close()
    assert (len(processes), running(processes)) == (1, 0)
    with Glossaries.open(place) as again:
        assert comes_true(lambda: again.condition().search)
        assert hits(again, "saysc599") == ["c599"]
    assert len(generations(place.index)) == 1


def test_closed_and_asked_again_it_goes_on_writing(large: Glossaries) -> None:
    assert not large.condition().search
    large.close()
    assert comes_true(lambda: large.condition().search)


def test_a_process_that_writes_and_is_killed_costs_no_answer(
    large: Glossaries, processes: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "_PAUSE", 0.1)
    assert hits(large, "saysc599") == ["c599"]
    processes[0].kill()
    processes[0].wait()
    assert hits(large, "saysc599") == ["c599"]
    assert comes_true(lambda: large.condition().search)
    assert len(processes) > 1


def test_a_process_that_fails_is_not_started_again_at_once(
    large: Glossaries, place: Whereabouts, processes: list[subprocess.Popen[bytes]]
) -> None:
    with FileLock(place.index / "trial.lock"):
        assert comes_true(lambda: hits(large, "saysc599") == ["c599"] and processes[0].poll() is not None)
        assert hits(large, "saysc599") == ["c599"]
        assert len(processes) == 1


def test_many_who_ask_at_once_start_one_process(large: Glossaries, processes: list[subprocess.Popen[bytes]]) -> None:
    threads = [threading.Thread(target=large.catch_up) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(processes) == 1
    large.close()
    assert running(processes) == 0


def test_a_large_glossary_with_too_much_that_is_new_answers_by_its_terms_as_soon_as_they_are_prepared(
    large: Glossaries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(volume, "MOST_FRESH", 100)
    seen: list[tuple[int, int]] = []
    large.index_names(lambda done, total: seen.append((done, total)))
    assert seen[-1] == (MANY, MANY)
    assert [match.concept for match in large.terms("c599")] == ["c599"]
    assert large.search(Query(text="号の説明")).degraded
    assert comes_true(lambda: large.condition().search)
    results = large.search(Query(text="号の説明"))
    assert (results.degraded, results.total) == (False, MANY)


def test_a_process_that_cannot_be_started_costs_no_answer(large: Glossaries, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(background, "_started", fail)
    assert hits(large, "saysc599") == ["c599"]
