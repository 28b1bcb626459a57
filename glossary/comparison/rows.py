"""A comparison as rows: the name of a field, what stands there after the change and what stood there before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import msgspec

from glossary.comparison.leaves import leaves
from glossary.comparison.naming import Names
from glossary.comparison.orders import moved
from glossary.comparison.values import Comparison
from glossary.comparison.words import say
from glossary.diff import Change, Segment, text_segments
from glossary.i18n import N_, listed
from glossary.model import Revision, Settings

_ORDER = ("text_status", "terms", "search_forms", "definition", "notes", "examples", "based_on")
_TOLD_WHERE_EQUAL = ("terms", "definition", "notes", "examples")
_OF_THE_CONCEPT = ("status", "subjects", "relations", "matches", "replaced_by")
_JOINED = {"ja": "・"}


class Row(NamedTuple):
    """A field: what it is called, its text in segments, the change that it comes from, and the language of its text.

    Where nothing differs there is neither text nor change; where the text was removed for good there is no change.
    Where the field is new or gone, all is of one kind of segment.
    """

    field: str
    segments: tuple[Segment, ...] = ()
    change: Change | None = None
    spoken: str = ""

    @property
    def differs(self) -> bool:
        """Whether there is anything to tell of this field."""
        return bool(self.segments) or self.change is not None

    @property
    def is_new(self) -> bool:
        """Whether nothing stood there before."""
        return {each.op for each in self.segments} == {"insert"}

    @property
    def is_gone(self) -> bool:
        """Whether nothing stands there any more."""
        return {each.op for each in self.segments} == {"delete"}


def languages_of(comparison: Comparison, settings: Settings, language: str | None = None) -> list[str]:
    """The languages that either wording has, in the order of the glossary, or only one."""
    sides = [side.concept.languages for side in (comparison.after, comparison.before) if side]
    spoken = dict.fromkeys((*settings.languages, *(tag for side in sides for tag in side)))
    return [tag for tag in spoken if any(tag in side for side in sides) and language in (None, tag)]


def rows(comparison: Comparison, language: str, settings: Settings, reader: str | None = None) -> list[Row]:
    """Every field of a language and of the concept itself; those in which nothing changed stand together.

    Fields are named in that language, or in the `reader`'s, with the language beside them.
    """
    words = reader or language
    told = _removed(comparison, words) if comparison.is_redacted else _rows(comparison, language, settings, reader)
    return [row for differ, run in groupby(told, lambda row: row.differs) for row in _together(differ, run, words)]


def _removed(comparison: Comparison, language: str) -> Iterator[Row]:
    """That the text of a wording was removed for good, and why."""
    gone = [each.redaction("content") for each in (comparison.before, comparison.after) if each]
    for reason in dict.fromkeys(each.reason or "" for each in gone if each):
        told = say(language, N_("[removed: {reason}]"), reason=reason)
        yield Row(say(language, N_("Wording")), (Segment(op="equal", text=told),), spoken=language)


def _rows(comparison: Comparison, language: str, settings: Settings, reader: str | None) -> Iterator[Row]:
    sides, called = (comparison.before, comparison.after), comparison.called
    names = [Names(language, settings, _builtins(side), called, reader) for side in sides]
    changes = comparison.difference.changes
    at = f"/languages/{language}"
    for whole in (change for change in changes if change.path == at):
        yield from _told(whole, names)
    for member in _ORDER:
        yield from _member(f"{at}/{member}", comparison, names)
    for name in _OF_THE_CONCEPT:
        yield from (row for change in changes if change.path == f"/{name}" for row in _told(change, names))


def _member(path: str, comparison: Comparison, names: Sequence[Names]) -> Iterator[Row]:
    """The rows of a member of a section, or one that says that it is as it was."""
    changes = comparison.difference.changes
    found = [change for change in changes if f"{change.path}/".startswith(f"{path}/")]
    for change in found:
        yield from _told(change, names)
    _, _, language, member = path.split("/")
    if not found and member in _TOLD_WHERE_EQUAL and _on_both_sides(comparison, language, member):
        yield Row(names[1].label(member))


def _on_both_sides(comparison: Comparison, language: str, member: str) -> bool:
    sides = (comparison.before, comparison.after)
    sections = [side.concept.languages.get(language) if side else None for side in sides]
    return all(section is not None and getattr(section, member) for section in sections)


def _told(change: Change, names: Sequence[Names]) -> Iterator[Row]:
    """The rows of one change: one, or one for each member of what came or went as a whole."""
    old, new = names
    if change.segments:
        yield Row(new.field(change.path), change.segments, change, new.spoken(change.path))
    elif change.before is None or change.after is None:
        yield from _whole(change, old if change.op == "remove" else new)
    else:
        yield Row(new.field(change.path), _compared(change, names), change, new.spoken(change.path))


def _whole(change: Change, names: Names) -> Iterator[Row]:
    came = change.after is not None
    for path, value in leaves(change.path, change.after if came else change.before):
        text = listed(names.reader, names.items(path, value))
        yield Row(
            names.field(path), (Segment(op="insert" if came else "delete", text=text),), change, names.spoken(path)
        )


def _compared(change: Change, names: Sequence[Names]) -> tuple[Segment, ...]:
    """Two values in words: lists thing by thing, everything else word by word."""
    if change.op == "move" and (found := moved(names[1].reader, change.before, change.after)):
        return found
    old, new = (
        each.items(change.path, value) for each, value in zip(names, (change.before, change.after), strict=True)
    )
    if len(old) == 1 == len(new):
        return text_segments(old[0], new[0], names[1].spoken(change.path))
    return tuple(_listed(names[1].reader, old, new))


def _listed(language: str, old: list[str], new: list[str]) -> Iterator[Segment]:
    same = [item for item in new if item in old]
    after = listed(language, ["", ""]) if same else ""
    if same:
        yield Segment(op="equal", text=listed(language, same))
    if gone := _but(old, new):
        yield Segment(op="delete", text=after + listed(language, gone))
    if came := _but(new, old):
        yield Segment(op="insert", text=after + listed(language, came))


def _but(items: list[str], others: list[str]) -> list[str]:
    return [item for item in items if item not in others]


def _together(differ: bool, run: Iterator[Row], language: str) -> Iterator[Row]:
    if differ:
        yield from run
        return
    yield Row(_JOINED.get(language, ", ").join(row.field for row in run))


def _builtins(side: Revision | None) -> Any:
    return msgspec.to_builtins(side.concept) if side else {"languages": {}}
