"""Whatever is changed in the record or beside it, by whoever can write to the database, is found at its entry.

`TAIYAKU_TAMPERINGS=1000` tries as many as the promise names; without it a few, always the same ones.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import Table, and_, delete, func, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from glossary import Approval, Draft, Edition, Glossaries, Glossary, Identity, Who, Wish, tables
from glossary.errors import StorageFailed
from glossary.model import Relation
from tests.conftest import Clock
from tests.support import concept, draft, with_definition

COUNT = int(os.environ.get("TAIYAKU_TAMPERINGS", "40"))
TABLES = [
    *(tables.log, tables.parts, tables.revisions, tables.heads, tables.head_keys),
    *(tables.sort_keys, tables.pointers, tables.editions, tables.glossaries),
]
UNPROVEN = {"event_number", "key"}
"""What the log does not say: the last event of proposals, and where a concept stands in a list (which is derived)."""

Row = dict[str, Any]


@pytest.fixture
def recorded(trial: Glossary, house: Glossaries, clock: Clock) -> Glossary:
    """A history with all there can be in one."""
    for each in ("agent", "prompt", "rag"):
        trial.put(draft(each, ja=f"{each}の定義。", en=each, subjects=("tech",)), "p-editor", None)
    related = concept("agent", ja="別の定義。", en="agent", relations=(Relation(type="related", target="rag"),))
    trial.put(Draft(concept=related), "p-editor", 1)
    _say(trial, "rag", "検索して生成するもの。")
    _say(trial, "rag", "検索し、生成するもの。", correction=True)
    _say(trial, "prompt", "先の定義。", valid_from="2030-01-01")
    trial.publish(Edition(id="e1", title={"ja": "版"}, date="2026-07-01"), "p-editor")
    trial.grade("rag", 2, "meaning", "p-editor")
    clock.advance(days=1)
    asked = Wish(
        concept="agent", base=2, draft=draft("agent", ja="提案。", en="agent"), rationale="理由", source="出典"
    )
    trial.desk.propose(asked, Who(identity=Identity(person="p-contributor", role="contributor")))
    trial.desk.accept(1, Who(identity=Identity(person="p-reviewer", role="reviewer")), Approval())
    trial.redact("rag", 1, "content", "個人情報", "p-admin")
    trial.change_settings(replace(trial.settings(), proposals_seen_by="everybody"), "p-admin", trial.overview()[1].seq)
    trial.retire("agent", "p-editor", "rag", None)
    return trial


def _say(glossary: Glossary, concept_id: str, words: str, **about: Any) -> None:
    newest = glossary.revisions(concept_id, limit=1)[0]
    changed = with_definition(newest.concept, "ja", words)
    glossary.put(Draft(concept=changed, **about), "p-editor", newest.number)


def test_any_value_that_is_changed_and_any_row_that_is_removed_is_found_at_its_entry(
    house: Glossaries, recorded: Glossary
) -> None:
    assert recorded.verify().whole
    chance, tried = random.Random(4), 0
    while tried < COUNT:
        table = chance.choice(TABLES)
        row = chance.choice(_rows(house, table))
        changed = _changed(chance, table, row)
        if changed == row or not _put(house, table, row, changed):
            continue
        verdict, tried = recorded.verify(), tried + 1
        wanted = _entries(house, table, row, changed)
        assert verdict.bad_seq in wanted, (table.name, row, changed, verdict)
        assert _put(house, table, changed, row)
    assert recorded.verify().whole


def test_what_cannot_be_read_any_more_is_found_there(house: Glossaries, recorded: Glossary) -> None:
    if not house._database.is_sqlite:
        pytest.skip("PostgreSQL keeps no text that is not UTF-8")
    with house._database.writing() as connection:
        connection.exec_driver_sql("UPDATE parts SET body = CAST(x'fffe' AS TEXT) WHERE seq = 6 AND name = 'content'")
    with pytest.raises(StorageFailed):
        recorded.revision("rag", 2)
    assert (recorded.verify().bad_seq, recorded.verify().reason) == (6, "entry-unreadable")


def test_a_glossary_that_was_taken_out_of_the_list_is_verified_too(house: Glossaries, recorded: Glossary) -> None:
    if not house._database.is_sqlite:
        pytest.skip("PostgreSQL does not let it happen")
    connection = house._database.engine.raw_connection()
    connection.cursor().execute("PRAGMA foreign_keys=OFF")
    connection.cursor().execute("DELETE FROM glossaries")
    connection.commit()
    assert [(each.id, each.verify().whole) for each in house.recorded()] == [("trial", False)]


def _rows(house: Glossaries, table: Table) -> list[Row]:
    with house._database.reading() as connection:
        rows = [dict(row._mapping) for row in connection.execute(select(table))]
    return sorted(rows, key=str)


def _changed(chance: random.Random, table: Table, row: Row) -> Row | None:
    """The row with one value changed; None, so that it is removed, one time in eight."""
    if chance.random() < 1 / 8:
        return None
    column = chance.choice([name for name in row if name not in UNPROVEN])
    return {**row, column: chance.choice(list(_other(row[column])))}


def _other(value: Any) -> Iterator[Any]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value + 1, value - 1, 0, None)
    elif isinstance(value, bytes):
        yield from (value[:-1], bytes([value[0] ^ 1]) + value[1:], None)
    elif isinstance(value, str):
        yield from (value + "x", value[:-1], value.replace("の", "と"), None)
    else:
        yield from ("x", 1)


def _put(house: Glossaries, table: Table, before: Row | None, after: Row | None) -> bool:
    """Put a row in the place of another; whether the database let it happen."""
    try:
        with house._database.writing() as connection:
            if before is not None and after is not None:
                changes = {name: value for name, value in after.items() if value != before[name]}
                return connection.execute(update(table).where(_is(table, before)).values(changes)).rowcount == 1
            connection.execute(insert(table).values(after) if after else delete(table).where(_is(table, before or {})))
            return True
    except (SQLAlchemyError, StorageFailed):
        return False


def _is(table: Table, row: Row) -> Any:
    return and_(*(table.c[column.name] == row[column.name] for column in table.primary_key))


def _entries(house: Glossaries, table: Table, row: Row, changed: Row | None) -> set[int]:
    """The entries at which a tampering may be found: of the row, as it was or as it is now; of the concept's head."""
    if "seq" in row and table is not tables.heads:
        return {each["seq"] for each in (row, changed) if each}
    if table is tables.glossaries:
        return _of_glossary(house, row, changed or {})
    with house._database.reading() as connection:
        r = tables.revisions.c
        concepts = {each["concept"] for each in (row, changed) if each and each["concept"]}
        rows = connection.execute(select(r.concept, r.seq).where(r.concept.in_(concepts)).order_by(r.number)).all()
    return {*{each.concept: each.seq for each in rows}.values(), row.get("head_seq", 0)}


def _of_glossary(house: Glossaries, row: Row, changed: Row) -> set[int]:
    """The last settings, the last entry, or the first one behind the end that the row names."""
    if any(changed.get(name) != row[name] for name in ("settings", "settings_seq")) and changed:
        return {row["settings_seq"]}
    with house._database.reading() as connection:
        last = connection.execute(select(func.max(tables.log.c.seq))).scalar_one()
    return {last, last + 1, changed.get("head_seq", 0) + 1}
