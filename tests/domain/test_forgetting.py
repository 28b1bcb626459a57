"""Forgetting for good: a text or a person is gone from every file, and the history that stays says so and is whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from glossary import (
    Asked,
    Edition,
    Glossaries,
    Glossary,
    Identity,
    Journal,
    ListRequest,
    Query,
    Whereabouts,
    Who,
    Wish,
    errors,
)
from glossary.store import redactions
from tests.conftest import Clock
from tests.support import SETTINGS, draft

SECRET = "山田太郎の秘密の定義。"
NOTE = "山田太郎による注釈"
Where = tuple[Whereabouts, Journal]
PROPOSER = Who(identity=Identity(person="p-contributor", role="contributor"))
REVIEWER = Who(identity=Identity(person="p-reviewer", role="reviewer"))


@pytest.fixture
def told(trial: Glossary, house: Glossaries) -> Glossary:
    """Three revisions, the second with a secret, which an edition has too."""
    for number, ja in enumerate(("一つ目。", SECRET, "三つ目。")):
        note = {"ja": NOTE} if ja == SECRET else None
        trial.put(draft(ja=ja, change_note=note, subjects=("tech",)), "p-editor", number or None)
        if ja == SECRET:
            trial.publish(Edition(id="e1", title={"ja": "版"}, date="2026-07-01"), "p-editor")
    trial.put(draft("rag", ja="検索拡張生成。"), "p-editor", None)
    house.catch_up()
    return trial


def files(where: Where) -> Iterator[Path]:
    """Every file that the house keeps."""
    return (path for path in where[0].home.rglob("*") if path.is_file())


def holds(where: Where, text: str) -> list[str]:
    """The files in which the bytes of a text are."""
    return [path.name for path in files(where) if text.encode() in path.read_bytes()]


def test_a_redacted_text_is_answered_as_redacted_everywhere_with_the_reason(
    told: Glossary, house: Glossaries, clock: Clock
) -> None:
    clock.advance(days=1)
    house.redact("trial", "prompt", [2], "content", "個人情報", "p-admin")
    for asked in (Asked(edition="e1"), Asked(known_at="2026-07-01T03:00:00Z", as_of="2020-01-01")):
        with pytest.raises((errors.Redacted, errors.NotYetWorded)):
            told.concept("prompt", asked)
    with pytest.raises(errors.Redacted) as gone:
        told.revision("prompt", 2)
    assert (gone.value.revision, gone.value.reason) == (2, "個人情報")
    for pair in ((1, 2), (2, 3)):
        with pytest.raises(errors.Redacted):
            told.comparison("prompt", *pair)
    with pytest.raises(errors.Redacted):
        told.restore("prompt", 2, "p-editor")
    second = told.revisions("prompt")[1]
    assert (second.number, second.concept.languages, second.change_note) == (2, {}, {"ja": NOTE})
    assert [(each.part, each.reason) for each in second.redacted] == [("content", "個人情報")]
    [listed] = told.concepts(ListRequest(asked=Asked(edition="e1"))).items
    assert (listed.concept.id, listed.concept.languages, listed.redacted) == ("prompt", {}, second.redacted)
    assert told.concept("prompt").revision.number == 3


def test_a_history_with_redactions_is_whole_and_names_them(told: Glossary, house: Glossaries) -> None:
    house.redact("trial", "prompt", [2], "content", "個人情報", "p-admin")
    house.redact("trial", "prompt", [2], "change_note", "個人情報", "p-admin")
    verdict = told.verify()
    assert (verdict.whole, verdict.entries, verdict.redacted) == (True, 8, ("3:change_note", "3:content"))
    assert told.revisions("prompt")[1].change_note is None
    done = house.audit(person="p-admin")
    audited = [(each.person, each.action, each.subject, each.reason) for each in done]
    assert audited == [
        ("p-admin", "redacted", "prompt/revisions/2#change_note", "個人情報"),
        ("p-admin", "redacted", "prompt/revisions/2#content", "個人情報"),
    ]
    assert [each.number for each in house.audit(before=2, limit=1)] == [1]


def test_nothing_is_left_in_any_file(told: Glossary, house: Glossaries, whereabouts: Where) -> None:
    is_sqlite = house._database.is_sqlite
    assert house.search(Query(text="山田太郎", within="all")).hits
    if is_sqlite:
        assert "glossary.db" in "".join(holds(whereabouts, SECRET))
    house.redact("trial", "prompt", [2], "content", "個人情報", "p-admin")
    house.redact("trial", "prompt", [2], "change_note", "個人情報", "p-admin")
    assert holds(whereabouts, "山田太郎") == []
    house.close()
    assert holds(whereabouts, "山田太郎") == []
    with house._database.reading() as connection:
        rows = [
            str(row)
            for table in ("parts", "log", "sort_keys")
            for row in connection.exec_driver_sql(f"SELECT * FROM {table}")
        ]
    assert not [row for row in rows if "山田" in row]


def test_every_process_forgets_a_redacted_text(
    told: Glossary, house: Glossaries, whereabouts: Where, clock: Clock
) -> None:
    place = Whereabouts(whereabouts[0].home, whereabouts[0].database, whereabouts[0].home / "other-index")
    with Glossaries.open(place, clock, whereabouts[1]) as other:
        assert other.search(Query(text="山田太郎", within="all")).total == 1
        told.redact("prompt", 2, "content", "個人情報", "p-admin")
        assert other.search(Query(text="山田太郎", within="all")).total == 0
        assert other.search(Query(text="三つ目")).total == 1
        assert not [path for path in place.index.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]


def test_the_text_in_force_may_be_redacted_and_written_anew(told: Glossary, house: Glossaries) -> None:
    house.redact("trial", "rag", [1], "content", "権利侵害", "p-admin")
    with pytest.raises(errors.Redacted):
        told.concept("rag")
    with pytest.raises(errors.Redacted):
        house.named("rag")
    assert [each.concept.id for each in told.concepts().items] == ["prompt", "rag"]
    assert house.search(Query(text="検索拡張")).total == 0
    again = told.put(draft("rag", ja="書き直した定義。"), "p-editor", 1)
    assert (again.number, told.concept("rag").revision) == (2, again)
    assert told.verify().whole


def test_a_concept_whose_text_was_redacted_may_be_retired_and_listed_in_new_languages(
    told: Glossary, house: Glossaries
) -> None:
    house.redact("trial", "rag", [1], "content", "権利侵害", "p-admin")
    told.retire("rag", "p-editor", None, None)
    assert [each.concept.id for each in told.concepts(ListRequest(status="retired")).items] == ["rag"]
    assert told.verify().whole


def test_redacting_again_records_nothing_and_what_is_not_there_is_told(told: Glossary, house: Glossaries) -> None:
    house.redact("trial", "prompt", [2], "content", "個人情報", "p-admin")
    seq = told.overview()[1].seq
    house.redact("trial", "prompt", [2], "content", "もう一度", "p-admin")
    assert told.overview()[1].seq == seq
    assert redactions(house._database, "trial") == {(3, "content")}
    with pytest.raises(errors.NothingToRedact):
        told.redact("prompt", 1, "change_note", "個人情報", "p-admin")
    with pytest.raises(errors.RevisionNotFound):
        told.redact("prompt", 9, "content", "個人情報", "p-admin")
    with pytest.raises(errors.InvalidContent):
        told.redact("prompt", 1, "content", " ", "p-admin")


def test_an_erased_person_has_no_name_and_no_key_and_the_history_is_as_it_was(
    told: Glossary, house: Glossaries, whereabouts: Where
) -> None:
    name = "鈴木花子という人"
    _, key = house.make_key(name, "editor")
    person = house.identify(key.encode()).person
    made = told.put(draft(ja="四つ目。"), person, 3)
    assert told.names([person]) == {person: name}
    house.erase_person(person, "p-admin")
    assert told.names([person]) == {person: None}
    assert told.revision("prompt", 4) == made
    assert told.verify().whole
    with pytest.raises(errors.KeyRefused):
        house.identify(key.encode())
    assert holds(whereabouts, name) == []
    [audited] = house.audit(person="p-admin")
    assert (audited.person, audited.action, audited.subject) == ("p-admin", "person-erased", person)
    for again in (lambda: house.erase_person(person, "p-admin"), lambda: house.make_key("x", "editor", person=person)):
        with pytest.raises(errors.PersonNotFound):
            again()


def proposed(ja: str, base: int, concept: str = "prompt") -> Wish:
    """A wish for another definition."""
    return Wish(concept=concept, base=base, draft=draft(concept, ja=ja), rationale="理由", source="出典")


def test_copies_in_pending_proposals_and_in_their_threads_go_as_well_and_the_proposer_learns_why(
    told: Glossary, house: Glossaries, whereabouts: Where
) -> None:
    told.desk.propose(proposed("二つ目を直した定義。", 2), PROPOSER)
    told.desk.propose(proposed(f"ほぼ同じく、{SECRET}", 3), PROPOSER)
    told.desk.propose(proposed("別の項目の新しい定義。", 1, "rag"), PROPOSER)
    told.desk.comment(3, REVIEWER, f"「{SECRET}」とは違うか")
    house.redact("trial", "prompt", [2], "content", "個人情報", "p-admin")
    files = [told.desk.proposal(number, REVIEWER) for number in (1, 2, 3)]
    assert [each.proposal.state for each in files] == ["rejected", "rejected", "open"]
    assert [each.proposal.content.concept is None for each in files] == [True, True, False]
    assert [(each.kind, each.body.get("text")) for each in files[0].thread] == [
        ("proposed", None),
        ("rejected", "個人情報"),
    ]
    assert files[2].thread[-1].body == {}
    assert holds(whereabouts, "秘密の定義") == []
    assert [each.action for each in house.audit(person="p-admin")] == [
        "redacted",
        "proposal-rejected",
        "proposal-rejected",
    ]


def test_what_the_glossary_still_says_elsewhere_is_left_in_proposals_and_told(
    told: Glossary, house: Glossaries
) -> None:
    told.restore("prompt", 2, "p-editor")
    told.put(draft(ja="五つ目。"), "p-editor", 4)
    told.desk.propose(proposed(f"{SECRET}の改良", 1, "rag"), PROPOSER)
    assert [(each.concept.id, each.number) for each in told.repeated("prompt", [2])] == [("prompt", 4)]
    assert told.repeated("prompt", [2, 4]) == told.repeated("prompt", [1]) == []
    house.redact("trial", "prompt", [2], "content", "個人情報", "p-admin")
    assert told.desk.proposal(1, REVIEWER).proposal.state == "open"
    house.redact("trial", "prompt", [4], "content", "個人情報", "p-admin")
    assert told.desk.proposal(1, REVIEWER).proposal.state == "rejected"


def test_while_somebody_reads_the_write_ahead_log_cannot_be_emptied_and_that_is_said(place: Whereabouts) -> None:
    with Glossaries.open(place, Clock(), "wal") as house:
        house.make(SETTINGS, "p-editor").put(draft(ja=SECRET), "p-editor", None)
        with closing(sqlite3.connect(place.home / "glossary.db")) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM log").fetchall()
            with pytest.raises(errors.Busy):
                house.redact("trial", "prompt", [1], "content", "個人情報", "p-admin")
        house.redact("trial", "prompt", [1], "content", "個人情報", "p-admin")
        assert not [path for path in place.home.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]
