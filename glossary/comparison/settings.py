"""What a glossary says of itself, before and after its settings were changed, as rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from glossary.comparison.rows import Row
from glossary.comparison.values import NewSettings
from glossary.comparison.words import say
from glossary.diff import Segment, text_segments
from glossary.i18n import N_, listed
from glossary.labels import SETTINGS
from glossary.model import Settings

_BY_LANGUAGE = ("title", "publisher", "attribution")

Line = tuple[str, str, str]
"""The name of a setting, of which subject field, and the language of its text (empty where it has none)."""


def settings_rows(changed: NewSettings, reader: str) -> list[Row]:
    """What differs, or everything at the beginning of a glossary, with the words of the reader's language."""
    before = dict(_lines(changed.before, reader)) if changed.before else {}
    after = dict(_lines(changed.after, reader))
    differing = (line for line in {**after, **before} if before.get(line) != after.get(line))
    return [Row(_field(line, reader), _segments(line, before, after, reader), None, line[2]) for line in differing]


def _lines(settings: Settings, reader: str) -> Iterator[tuple[Line, str]]:
    for name in _BY_LANGUAGE:
        yield from (((name, "", tag), words) for tag, words in getattr(settings, name).items())
    if settings.licence:
        yield ("licence", "", ""), " ".join(filter(None, (settings.licence.name, settings.licence.uri)))
    yield ("languages", "", ""), listed(reader, list(settings.languages))
    yield ("source_language", "", ""), settings.source_language
    yield ("time_zone", "", ""), settings.time_zone
    for subject in settings.subjects:
        yield from ((("subjects", subject.id, tag), words) for tag, words in subject.title.items())


def _field(line: Line, reader: str) -> str:
    name, subject, _ = line
    label = say(reader, SETTINGS[name])
    return say(reader, N_("{field} ({of})"), field=label, of=subject) if subject else label


def _segments(line: Line, before: Mapping[Line, str], after: Mapping[Line, str], reader: str) -> tuple[Segment, ...]:
    old, new = before.get(line), after.get(line)
    if not before:
        return (Segment(op="equal", text=new or ""),)
    if old is None or new is None:
        return (Segment(op="delete" if new is None else "insert", text=old or new or ""),)
    return text_segments(old, new, line[2] or reader)
