"""Where else a text stands that is to be removed: what other revisions repeat, and what nothing else says."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

import msgspec

from glossary import store
from glossary.model import Part, Revision, canonical
from glossary.store import Reader

_TEXTS = frozenset({"text", "usage", "citation", "locator"})
_FORMS = frozenset({"readings", "search_forms"})
_ENDS = "。．. "
LONG = 8
"""From so many characters on a text is its own wherever it stands; a shorter one only as a whole, in its concept."""


def phrases(reader: Reader, revision: Revision, part: Part) -> set[str]:
    """The texts of a part of a revision."""
    if part == "change_note":
        return set((revision.change_note or {}).values())
    if part == "rationale":
        origin = store.origins(reader.connection, reader.glossary, [revision.seq]).get(revision.seq)
        return {each for each in (origin.text, origin.source) if each} if origin else set()
    return set(_texts(msgspec.to_builtins(revision.concept.languages)))


def said_nowhere_else(reader: Reader, found: Collection[str]) -> set[str]:
    """Those of some texts that the log does not have any more."""
    left = {written(text): text for text in found}
    for _, body in store.bodies(reader.connection, reader.glossary):
        left = {piece: text for piece, text in left.items() if piece not in body}
        if not left:
            break
    return set(left.values())


def repeated(reader: Reader, revisions: Iterable[Revision]) -> list[Revision]:
    """The other revisions of any concept that have a longer text of some revisions which the newest one has not.

    Where the newest is one of them, definitions alone are meant: nothing tells what else was to be kept.
    """
    chosen = list(revisions)
    meant = {piece for each in chosen for piece in _meant(reader, each, chosen)}
    given = {each.seq for each in chosen}
    rows = store.bodies(reader.connection, reader.glossary)
    found = {seq for seq, body in rows if seq not in given and store.says(body, meant)} if meant else set()
    return [each for each in reader.among(sorted(found)) if each.seq not in given]


def written(text: str) -> str:
    """A text as it stands in JSON: a short one as a whole, a long one also as a piece of another sentence."""
    return canonical(text).decode() if len(text) < LONG else canonical(text.rstrip(_ENDS)).decode()[1:-1]


def _meant(reader: Reader, revision: Revision, chosen: Collection[Revision]) -> set[str]:
    newest = reader.newest(revision.concept.id)
    if newest is None or newest in chosen:
        sections = revision.concept.languages.values()
        texts = {section.definition.text for section in sections if section.definition}
    else:
        texts = set(_texts(_unsourced(revision))) - set(_texts(_unsourced(newest)))
    return {written(text) for text in texts if len(text) >= LONG}


def _unsourced(revision: Revision) -> Any:
    return _without_sources(msgspec.to_builtins(revision.concept.languages))


def _without_sources(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_sources(member) for name, member in value.items() if name != "source"}
    return [_without_sources(each) for each in value] if isinstance(value, (list, tuple)) else value


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, (list, tuple)):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        for name, member in value.items():
            yield from _named(name, member)


def _named(name: str, member: Any) -> Iterator[str]:
    if name in _FORMS:
        yield from member
    elif isinstance(member, str):
        yield from [member] if name in _TEXTS else []
    else:
        yield from _texts(member)
