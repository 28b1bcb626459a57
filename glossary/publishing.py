"""Editions: drafted and changed by editors, published once, then the same for ever.

An editor may publish: an edition adds no wording, it names the state of what editors have approved already.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from glossary.errors import AlreadyExists, EditionExists, EditionNotFound, EditionTaken, HeadMoved
from glossary.faults import Fault, escaped
from glossary.model import Edition, Settings
from glossary.store import Reader, Writer
from glossary.surveying import refuse
from glossary.times import end
from glossary.validity import edition_faults


def drafted(reader: Reader, edition: str) -> Edition:
    """A draft. Raises `EditionNotFound`, also for one that is published."""
    found = reader.edition_draft(edition)
    if found is None:
        reader.head()
        raise EditionNotFound(reader.glossary, edition)
    return found


def edition_or_draft(reader: Reader, edition: str) -> Edition:
    """An edition as it now stands, published or not. Raises `EditionNotFound`."""
    return reader.edition(edition) or drafted(reader, edition)


def begin_draft(writer: Writer, edition: Edition, author: str) -> Edition:
    """Keep a new draft. Raises `EditionTaken` where its id is."""
    _check(writer, edition)
    if writer.edition(edition.id) or writer.edition_draft(edition.id):
        raise EditionTaken(edition.id)
    return _keep(writer, edition, author, 1)


def put_draft(writer: Writer, edition: Edition, author: str, expected: int | None) -> Edition:
    """Keep a draft in the place of its wording `expected` (None: as a new one).

    Raises `EditionExists` once it is published, `HeadMoved` and `AlreadyExists` where somebody was faster.
    """
    _check(writer, edition)
    before = _current(writer, edition.id)
    if expected is None and before:
        raise AlreadyExists(edition.id, before)
    if expected is not None and expected != before:
        raise HeadMoved(edition.id, before)
    return _keep(writer, edition, author, before + 1)


def publish_draft(writer: Writer, edition: str, author: str, expected: int | None) -> None:
    """Publish a draft, where that still is `expected` (None: whatever it says)."""
    before = _current(writer, edition)
    if expected is not None and expected != before:
        raise HeadMoved(edition, before)
    publish(writer, drafted(writer, edition), author)


def publish(writer: Writer, edition: Edition, author: str) -> None:
    """Freeze the glossary as it is known now and holds on the edition's date. Raises `EditionExists`."""
    if writer.edition(edition.id):
        raise EditionExists(edition.id)
    writer.publish(edition, end(edition.date, writer.settings().time_zone), author)


def _current(writer: Writer, edition: str) -> int:
    """The number of the wording of a draft, 0 where there is none. Raises `EditionExists` where it is published."""
    if writer.edition(edition):
        raise EditionExists(edition)
    found = writer.edition_draft(edition)
    return (found.draft or 0) if found else 0


def _check(writer: Writer, edition: Edition) -> None:
    refuse(edition_faults(edition))
    refuse(_titles_missing(edition, writer.settings()))


def _titles_missing(edition: Edition, settings: Settings) -> Iterator[Fault]:
    for language in settings.languages:
        if language not in edition.title:
            yield Fault(f"/title/{escaped(language)}", "missing")


def _keep(writer: Writer, edition: Edition, author: str, number: int) -> Edition:
    kept = msgspec.structs.replace(edition, draft=number)
    writer.draft_edition(kept, author)
    return kept
