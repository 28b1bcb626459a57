"""What can be written: entries of the log, with the rows derived from them, inside one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from typing import Any

import msgspec
from sqlalchemy import Connection, Insert, bindparam, delete, insert, update

from glossary import tables as t
from glossary.audited import AuditAction
from glossary.errors import GlossaryNotFound
from glossary.model import Edition, Grade, Revision, Settings, SyncState, canonical
from glossary.model import Part as TextPart
from glossary.proof import GENESIS, Part, chained, entry_text, salted, shown
from glossary.store import editions, redacting
from glossary.store.derived import place_heads
from glossary.store.pointing import point
from glossary.store.reading import Reader
from glossary.store.rows import GLOSSARY
from glossary.store.state import State
from glossary.times import instant, written

Keys = Mapping[str, str]
Rows = list[dict[str, Any]]
NOTHING_MORE: Mapping[str, Any] = {}

_KEY_LENGTH = 600
_BATCH = 500
_ENTRY, _PARTS, _REVISION, _SORT_KEYS = (insert(table) for table in (t.log, t.parts, t.revisions, t.sort_keys))
_AUDIT = insert(t.audit)
_HEAD = update(t.glossaries).where(t.glossaries.c.id == bindparam("in_glossary"))


class Writer(Reader):
    """A transaction on one glossary, its row locked until commit; numbers its entries densely.

    `moment` is the instant at which it records, as RFC 3339.
    """

    def __init__(self, connection: Connection, glossary: str, now: int) -> None:
        super().__init__(connection, glossary)
        row = connection.execute(GLOSSARY.with_for_update(), {"in_glossary": glossary}).one_or_none()
        if row is None:
            raise GlossaryNotFound(glossary)
        self._kept_row = row
        self.seq: int = row.head_seq
        self._digest: bytes = row.head_digest
        self.recorded_at = max(row.head_recorded_at, now)
        self.moment = written(instant(self.recorded_at))
        self._entries: Rows = []
        self._texts: Rows = []
        self._audited: Rows = []

    def revise(self, revision: Revision, keys: Keys, because: Mapping[str, Any] | None = None) -> Revision:
        """Record a revision, with its place in each language's order and the reasons given for it.

        Returns it with its `seq` and digest.
        """
        return self.revise_all([(revision, keys)], because)[0]

    def revise_all(
        self, made: Sequence[tuple[Revision, Keys]], because: Mapping[str, Any] | None = None
    ) -> list[Revision]:
        """Record revisions of different concepts, in their order, and bring every derived row up to date."""
        recorded = [self._entered(revision, because) for revision, _ in made]
        self._write()
        keys = [row for revision, (_, keys) in zip(recorded, made, strict=True) for row in self._keys(revision, keys)]
        self._insert(_REVISION, [self._row(revision) for revision in recorded])
        self._insert(_SORT_KEYS, keys)
        point(self._connection, recorded)
        self._place([revision.concept.id for revision in recorded])
        for revision in recorded:
            if revision.grade:
                self.grade(revision, revision.grade, revision.author)
        return recorded

    def list_anew(self, languages: Set[str], keys: Callable[[Revision], Keys]) -> None:
        """Give every revision its place in the lists of some languages, in the place of any it had there."""
        k = t.sort_keys.c
        self._connection.execute(delete(t.sort_keys).where(k.glossary == self.glossary, k.language.in_(languages)))
        concepts: set[str] = set()
        for batch in self._every_revision():
            self._insert(_SORT_KEYS, [row for revision in batch for row in self._keys(revision, keys(revision))])
            concepts.update(revision.concept.id for revision in batch)
        self._place(sorted(concepts))

    def settle(self) -> None:
        """Let the scheduled wordings whose hour has come take their place in the lists."""
        self._place(self.due(self.recorded_at))

    def set_settings(self, settings: Settings, author: str) -> None:
        """Record what the glossary says of itself."""
        self._append("settings", {"content": salted(settings)}, None, None, None, author)
        self._write()
        self.audit(author, "settings", self.glossary)
        self._connection.execute(
            update(t.glossaries)
            .where(t.glossaries.c.id == self.glossary)
            .values(settings=canonical(settings).decode(), settings_seq=self.seq)
        )
        self._kept_row = None

    def publish(self, edition: Edition, pin_at: int, author: str) -> None:
        """Freeze the state at (the newest entry, `pin_at`) under the edition's name."""
        pin = State(self.seq, pin_at)
        self._append("edition", {"content": salted(editions.told(edition))}, None, None, edition.date, author)
        self._write()
        self.audit(author, "edition", edition.id)
        editions.keep_published(self._connection, self.glossary, edition, pin, self.seq)

    def draft_edition(self, edition: Edition, author: str) -> None:
        """Keep a draft of an edition in the place of any of its id."""
        self.audit(author, "edition-drafted", f"{edition.id}/drafts/{edition.draft}")
        editions.keep_draft(self._connection, self.glossary, edition)

    def redact(self, revision: Revision, part: TextPart, reason: str, author: str) -> None:
        """Drop the bytes and the salt of a part for good, with all that was derived of it, and record that."""
        concept, gone = revision.concept.id, {"redacts": [{"seq": revision.seq, "part": part}]}
        self._append("redaction", {"reason": salted(reason)}, concept, revision.number, None, author, gone)
        self._write()
        redacting.forget_part(self._connection, self.glossary, revision.seq, part)
        self._place([concept])

    def grade(self, revision: Revision, grade: Grade, author: str, reason: str | None = None) -> Revision:
        """Record how far the change to a revision goes in an editor's judgement, and why where that is said."""
        parts = {"reason": salted(reason)} if reason else {}
        self._append("grading", parts, revision.concept.id, revision.number, None, author, {"grade": grade})
        self._write()
        self.audit(author, "grading", f"{revision.concept.id}/revisions/{revision.number}", grade)
        r = t.revisions.c
        of_entry = (r.glossary == self.glossary, r.seq == revision.seq)
        self._connection.execute(update(t.revisions).where(*of_entry).values(grade=grade))
        return msgspec.structs.replace(revision, grade=grade)

    def audit(self, person: str, action: AuditAction, subject: str, reason: str | None = None) -> None:
        """Note who did what to this glossary."""
        audited = (person, action, self.glossary, subject, reason)
        redacting.audit(self._connection, self.recorded_at, *audited)

    def _every_revision(self) -> Iterator[list[Revision]]:
        after = 0
        while batch := self.revisions_after(after, _BATCH):
            yield batch
            after = batch[-1].seq

    def _place(self, concepts: Sequence[str]) -> None:
        for start in range(0, len(concepts), _BATCH):
            place_heads(self._connection, self.glossary, concepts[start : start + _BATCH], self.recorded_at)

    def _insert(self, statement: Insert, rows: Rows) -> None:
        if rows:
            self._connection.execute(statement, rows)

    def _entered(self, revision: Revision, because: Mapping[str, Any] | None) -> Revision:
        parts = {"content": salted(revision.concept), "change_note": salted(revision.change_note)}
        if because:
            parts["rationale"] = salted(because)
        of_concept, since = (revision.concept.id, revision.number), revision.valid_from
        made = self._append(revision.kind, parts, *of_concept, since, revision.author, _lagging(revision))
        subject = f"{revision.concept.id}/revisions/{revision.number}"
        self._audited.append(
            redacting.audit_row(self.recorded_at, revision.author, revision.kind, self.glossary, subject)
        )
        return msgspec.structs.replace(revision, seq=self.seq, digest=made, recorded_at=instant(self.recorded_at))

    def _append(
        self,
        kind: str,
        parts: Mapping[str, Part],
        concept: str | None,
        number: int | None,
        valid_from: str | None,
        author: str,
        more: Mapping[str, Any] = NOTHING_MORE,
    ) -> str:
        self.seq += 1
        entry = entry_text(
            {
                "glossary": self.glossary,
                "kind": kind,
                "concept": concept,
                "number": number,
                "seq": self.seq,
                "recorded_at": self.moment,
                "valid_from": valid_from,
                "author": author,
                **more,
            },
            parts,
        )
        self._digest = chained(self._digest, entry)
        self._enter(kind, concept, number, entry, parts)
        return shown(self._digest)

    def _enter(self, kind: str, concept: str | None, number: int | None, entry: str, parts: Mapping[str, Part]) -> None:
        place = {"glossary": self.glossary, "seq": self.seq}
        row = {"kind": kind, "concept": concept, "number": number, "recorded_at": self.recorded_at}
        self._entries.append({**place, **row, "entry": entry, "digest": self._digest})
        self._texts += ({**place, "name": name, "salt": part.salt, "body": part.body} for name, part in parts.items())

    def _write(self) -> None:
        """Put the entries made since the last time into the log."""
        self._insert(_ENTRY, self._entries)
        self._insert(_PARTS, self._texts)
        self._insert(_AUDIT, self._audited)
        self._entries, self._texts, self._audited = [], [], []
        head = {"head_seq": self.seq, "head_digest": self._digest, "head_recorded_at": self.recorded_at}
        self._connection.execute(_HEAD, {"in_glossary": self.glossary, **head})

    def _keys(self, revision: Revision, keys: Keys) -> Rows:
        place = {"glossary": self.glossary, "seq": revision.seq}
        return [
            {**place, "language": language, "key": key[:_KEY_LENGTH], "sync": _lag(revision, language)}
            for language, key in keys.items()
        ]

    def _row(self, revision: Revision) -> dict[str, Any]:
        return {
            "glossary": self.glossary,
            "concept": revision.concept.id,
            "number": revision.number,
            "seq": revision.seq,
            "kind": revision.kind,
            "status": revision.status,
            "valid_at": revision.valid_at,
            "scheduled": revision.valid_at > self.recorded_at,
            "recorded_at": self.recorded_at,
            "author": revision.author,
            "subjects": "".join(f"|{subject}" for subject in revision.concept.subjects) + "|",
            "sync": canonical(revision.sync).decode(),
        }


def _lagging(revision: Revision) -> dict[str, Any]:
    """What the entry says of the languages that are not in sync: so what readers are told of them proves itself."""
    lagging = {language: sync for language, sync in revision.sync.items() if sync.state != "in_sync"}
    return {"sync": lagging} if lagging else {}


def _lag(revision: Revision, language: str) -> SyncState | None:
    """The state of a language that is not in sync with its source wording."""
    sync = revision.sync.get(language)
    return None if sync is None or sync.state == "in_sync" else sync.state


def make_glossary(connection: Connection, settings: Settings, author: str, now: int) -> Writer:
    """Add a glossary with an empty log, and record its settings as the first entry."""
    connection.execute(
        insert(t.glossaries).values(
            id=settings.id,
            head_seq=0,
            head_digest=GENESIS,
            head_recorded_at=now,
            event_number=0,
            settings="{}",
            settings_seq=0,
        )
    )
    writer = Writer(connection, settings.id, now)
    writer.set_settings(settings, author)
    return writer
