"""A glossary as files: its concepts as they can be loaded again, and its log as strangers check it.

The log has one JSON object a line, texts as strings, so that nobody need serialise them again. A line is
`{"entry": text, "parts": {name: {"salt": hex, "text": text} or null}, "digest": "sha256:…"}`; null is a part that was
redacted. The lines after entry a up to entry b prove that the checkpoint at b goes on from the one at a.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

import msgspec

from glossary.model import BasedOn, Draft, LanguageSection, Revision
from glossary.proof import shown
from glossary.store import LogRow


def lines(rows: Iterable[LogRow]) -> Iterator[bytes]:
    """The lines of an export."""
    return (msgspec.json.encode(_line(row)) + b"\n" for row in rows)


def drafts(revisions: Iterable[Revision], languages: Collection[str] | None) -> Iterator[Draft]:
    """Revisions as drafts, in all their languages or in some; those whose text was redacted are left out.

    A translation that matches its source says so of the wording it stands beside. One that doesn't says nothing, and
    keeps its state where it is loaded again.
    """
    for revision in revisions:
        sections = {
            language: _loadable(section, revision.sync[language].state == "in_sync")
            for language, section in revision.concept.languages.items()
            if languages is None or language in languages
        }
        if sections:
            concept = msgspec.structs.replace(revision.concept, languages=sections)
            unsaid = frozenset(each for each in sections if revision.sync[each].state != "in_sync")
            note, since = revision.change_note, revision.valid_from
            yield Draft(concept=concept, valid_from=since, change_note=note, unsaid=unsaid)


def _loadable(section: LanguageSection, is_in_sync: bool) -> LanguageSection:
    claim = BasedOn(language=section.based_on.language) if section.based_on and is_in_sync else None
    return msgspec.structs.replace(section, based_on=claim)


def _line(row: LogRow) -> dict[str, Any]:
    parts = {name: _part(*part) for name, part in sorted(row.parts.items())}
    return {"entry": row.entry, "parts": parts, "digest": shown(row.digest)}


def _part(salt: bytes | None, body: str | None) -> dict[str, str] | None:
    return None if salt is None or body is None else {"salt": salt.hex(), "text": body}
