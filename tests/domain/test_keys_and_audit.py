"""Keys that expire and tell when they were used, and the audit of every change, in every kind of database."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from glossary import Edition, Glossaries, Glossary, InvalidContent, errors
from tests.conftest import Clock
from tests.support import draft


def test_a_key_works_until_its_last_day_is_over_where_its_glossary_is(
    house: Glossaries, trial: Glossary, clock: Clock
) -> None:
    _, key = house.make_key("A", "reader", trial.id, expires="2026-07-31")
    clock.set("2026-07-31T23:59:59+09:00")
    assert house.identify(key.encode()).glossary == trial.id
    clock.set("2026-08-01T00:00:00+09:00")
    with pytest.raises(errors.KeyRefused):
        house.identify(key.encode())


def test_a_key_may_expire_at_an_instant(house: Glossaries) -> None:
    house.make_key("A", "reader", expires="2026-07-31T12:00:00Z")
    assert house.keys()[0].expires_at == datetime(2026, 7, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize("expires", ["", "soon", "2026-02-30", "20260731", "9999-12-31", "2026-07-31T12:00:00"])
def test_what_is_no_date_expires_nothing(house: Glossaries, expires: str) -> None:
    with pytest.raises(InvalidContent) as refused:
        house.make_key("A", "reader", expires=expires)
    assert [(each.pointer, each.code) for each in refused.value.faults] == [("/expires", "bad-date")]
    assert list(house.keys()) == []


def test_the_last_use_of_a_key_is_kept_by_day(house: Glossaries, clock: Clock) -> None:
    _, key = house.make_key("A", "reader")
    assert house.keys()[0].used_on is None
    house.identify(key.encode())
    clock.advance(hours=1)
    house.identify(key.encode())
    assert house.keys()[0].used_on == "2026-07-01"
    clock.advance(days=-3)
    house.identify(key.encode())
    assert house.keys()[0].used_on == "2026-07-01", "a clock set back takes nothing back"


def test_recognising_a_key_waits_for_no_writer(house: Glossaries) -> None:
    _, key = house.make_key("A", "reader")
    with house._database.writing(alone=True):
        for _ in range(50):
            house.identify(key.encode())
    house._uses.write()
    assert house.keys()[0].used_on == "2026-07-01"


def test_only_who_holds_a_key_revokes_it_when_a_person_is_named(house: Glossaries) -> None:
    key, _ = house.make_key("A", "reader")
    with pytest.raises(errors.KeyNotFound):
        house.revoke_key(key, person="p-somebody-else")
    house.revoke_key(key, person=house.keys()[0].person)
    assert house.keys()[0].revoked_at is not None


def test_every_entry_of_the_log_has_its_row_in_the_audit(house: Glossaries, trial: Glossary) -> None:
    trial.load([draft("prompt"), draft("rag")], "p-editor")
    trial.put(draft("prompt", "新しい定義。"), "p-editor", 1)
    trial.retire("rag", "p-editor", None, {"ja": "不要"})
    trial.draft_edition(Edition(id="e1", title={"ja": "版", "en": "edition"}, date="2026-07-01"), "p-editor")
    trial.publish_draft("e1", "p-editor")
    told = [(each.action, each.subject) for each in reversed(house.audit(glossary="trial"))]
    assert told == [
        ("settings", "trial"),
        ("new", "prompt/revisions/1"),
        ("new", "rag/revisions/1"),
        ("change", "prompt/revisions/2"),
        ("retirement", "rag/revisions/2"),
        ("edition-drafted", "e1/drafts/1"),
        ("edition", "e1"),
    ]
    assert {each.person for each in house.audit(person="p-editor")} == {"p-editor"}


def test_what_is_not_stored_is_not_audited(house: Glossaries, trial: Glossary) -> None:
    trial.put(draft("prompt"), "p-editor", None)
    before = house.audit()
    trial.put(draft("prompt"), "p-editor", 1)
    with pytest.raises(errors.AlreadyExists):
        trial.put(draft("prompt", "別。"), "p-editor", None)
    with pytest.raises(errors.GlossaryNotFound):
        house.make_key("A", "reader", "nowhere")
    with pytest.raises(errors.KeyNotFound):
        house.revoke_key("nothing")
    assert house.audit() == before


def test_the_audit_is_read_in_pages_newest_first(house: Glossaries, trial: Glossary) -> None:
    trial.load([draft(f"c{each}") for each in range(7)], "p-editor")
    pages, before = [], None
    while page := house.audit(before, 3):
        pages += page
        before = page[-1].number
    assert pages == house.audit(limit=100)
    assert [each.number for each in pages] == sorted((each.number for each in pages), reverse=True)
