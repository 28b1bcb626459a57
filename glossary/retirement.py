"""What people do to end a concept, and to bring an earlier wording back."""

from __future__ import annotations

from glossary import recording, retiring
from glossary.model import Revision
from glossary.opened import Opened
from glossary.recording import Note


class WithRetirement(Opened):
    """A glossary whose concepts can be retired, merged and restored; `valid_from` says as of when, absent now."""

    def retire(
        self,
        concept: str,
        author: str,
        replaced_by: str | None,
        reason: Note,
        expected: int | None = None,
        valid_from: str | None = None,
    ) -> Revision:
        """Retire a concept, naming what replaces it; its history stays."""
        with self._writing() as writer:
            head = recording.newest(writer, concept, expected)
            return retiring.retire(writer, head, author, replaced_by, reason, valid_from)

    def merge(
        self,
        concept: str,
        author: str,
        into: str,
        reason: Note,
        expected: int | None = None,
        valid_from: str | None = None,
    ) -> Revision:
        """Merge a concept into another: that one takes in its terms, and replaces it."""
        with self._writing() as writer:
            head = recording.newest(writer, concept, expected)
            return retiring.merge(writer, head, author, into, reason, valid_from)

    def restore(
        self,
        concept: str,
        number: int,
        author: str,
        note: Note = None,
        expected: int | None = None,
        valid_from: str | None = None,
    ) -> Revision:
        """Make an earlier revision's content the newest again."""
        with self._writing() as writer:
            head = recording.newest(writer, concept, expected)
            return retiring.restore(writer, head, author, number, note, valid_from)
