"""What a glossary goes on having because its concepts use it: a subject field, a language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from glossary import store
from glossary.calling import terms_of
from glossary.comparison import spoken
from glossary.faults import Fault
from glossary.i18n import languages
from glossary.model import Settings
from glossary.store import Writer

_NAMED = 5


def in_use_faults(writer: Writer, before: Settings, after: Settings) -> Iterator[Fault]:
    """What new settings take away although concepts have it, with how many these are and the first few by name."""
    place = writer.connection, writer.glossary
    kept = {each.id for each in after.subjects}
    for subject in before.subjects:
        if subject.id not in kept:
            found = store.using_subject(*place, subject.id, writer.recorded_at)
            yield from _fault("subject", subject.title or subject.id, found, writer)
    for language in before.languages:
        if language not in after.languages:
            found = store.using_language(*place, language, writer.recorded_at)
            yield from _fault("language", {each: spoken(each, language) for each in languages()}, found, writer)


def _fault(kind: str, name: Any, concepts: Sequence[str], writer: Writer) -> Iterator[Fault]:
    if concepts:
        first, called = concepts[:_NAMED], terms_of(writer, concepts[:_NAMED])
        facts = {kind: name, "count": len(concepts), "concepts": tuple(called.get(each, each) for each in first)}
        yield Fault(f"/{kind}s", f"{kind}-in-use", facts)
