"""History proves itself: any tampering with the record is found, at the entry where it happened."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from glossary import Glossaries, Glossary
from glossary.model import canonical
from glossary.proof import Part, chained
from tests.support import draft

TAMPERINGS = {
    "a definition is altered": (
        "UPDATE parts SET body = replace(body, '二', '三') WHERE seq = 3 AND name = 'content'",
        3,
    ),
    "a salt is altered": ("UPDATE parts SET salt = digest FROM log WHERE parts.seq = 3 AND log.seq = 2", 3),
    "an entry is altered": ("UPDATE log SET entry = replace(entry, 'p-editor', 'p-nobody') WHERE seq = 3", 3),
    "a digest is altered": ("UPDATE log SET digest = (SELECT digest FROM log l WHERE l.seq = 2) WHERE seq = 3", 3),
    "a part is removed": ("DELETE FROM parts WHERE seq = 3 AND name = 'change_note'", 3),
    "a part is blanked without a redaction": ("UPDATE parts SET salt = NULL, body = NULL WHERE seq = 3", 3),
    "an author is altered": ("UPDATE revisions SET author = 'p-nobody' WHERE seq = 3", 3),
    "a time is altered": ("UPDATE log SET recorded_at = recorded_at + 1 WHERE seq = 3", 3),
    "the head is altered": ("UPDATE glossaries SET head_seq = 3", 4),
    "the lists are altered": ("UPDATE heads SET number = 1", 4),
    "a status in the lists is altered": ("UPDATE heads SET status = 'retired'", 4),
    "the lists lose a concept": ("DELETE FROM heads", 4),
    "a salt is shortened": ("UPDATE parts SET salt = NULL WHERE seq = 3 AND name = 'content'", 3),
    "an entry is no longer JSON": ("UPDATE log SET entry = '{' WHERE seq = 3", 3),
    "an entry lacks a member": ("UPDATE log SET entry = replace(entry, '\"kind\"', '\"kin\"') WHERE seq = 3", 3),
    "a kind is altered": ("UPDATE log SET kind = 'redaction' WHERE seq = 3", 3),
    "a date is altered": ("UPDATE revisions SET valid_at = valid_at - 1 WHERE seq = 3", 3),
    "a status is altered": ("UPDATE revisions SET status = 'retired' WHERE seq = 3", 3),
    "a subject is altered": ("UPDATE revisions SET subjects = '|tech|' WHERE seq = 3", 3),
    "a revision is removed": ("DELETE FROM revisions WHERE seq = 3", 3),
    "a concept is renamed": ("UPDATE revisions SET concept = 'promp' WHERE seq = 3", 3),
    "the settings are altered": ("UPDATE glossaries SET settings = replace(settings, 'Tokyo', 'Seoul')", 1),
    "the end of the log is hidden": (
        "UPDATE glossaries SET head_seq = 3, head_digest = (SELECT digest FROM log WHERE seq = 3)",
        4,
    ),
}


@pytest.fixture
def recorded(trial: Glossary) -> Glossary:
    for head, ja in enumerate(("一", "二", "三")):
        trial.put(draft(ja=ja), "p-editor", head or None)
    return trial


def test_an_untouched_history_is_whole(recorded: Glossary) -> None:
    verdict = recorded.verify()
    assert (verdict.whole, verdict.entries, verdict.bad_seq) == (True, 4, None)
    assert verdict.digest == recorded.overview()[1].digest


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_tampering_is_found_at_the_entry_where_it_happened(
    house: Glossaries, recorded: Glossary, tampering: str
) -> None:
    statement, seq = TAMPERINGS[tampering]
    with house._database.writing() as connection:
        connection.execute(text(statement))
    verdict = recorded.verify()
    assert (verdict.whole, verdict.bad_seq) == (False, seq)


def test_a_deleted_last_entry_is_found(house: Glossaries, recorded: Glossary) -> None:
    with house._database.writing() as connection:
        for table in ("sort_keys", "revisions", "parts", "log"):
            connection.execute(text(f"DELETE FROM {table} WHERE seq = 4"))
    assert not recorded.verify().whole


def test_nothing_about_a_person_but_an_opaque_id_is_hashed(recorded: Glossary, house: Glossaries) -> None:
    with house._database.reading() as connection:
        entries = [json.loads(entry) for entry in connection.execute(text("SELECT entry FROM log")).scalars()]
    members = {"glossary", "kind", "concept", "number", "seq", "recorded_at", "valid_from", "author", "parts"}
    assert all(set(entry) == members for entry in entries)


def test_the_digest_is_what_the_design_says() -> None:
    salt, body, entry = bytes(range(32)), '{"a":1}', "{}"
    assert Part(salt, body).digest == "sha256:" + sha256(salt + body.encode()).hexdigest()
    assert chained(bytes(32), entry) == sha256(bytes(32) + sha256(entry.encode()).digest()).digest()


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(max_codepoint=0xD7FF)), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(json_values)
def test_our_canonical_bytes_are_those_of_rfc_8785(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type]
