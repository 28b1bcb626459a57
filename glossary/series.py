"""Dated series in a folder: a folder for each language of a concept, in it a file for each version, named by its time.

`en-cloud-computing/009_2023-06-17T190127_ebd90f5.md` is a version of the concept `cloud-computing` in English, from
that moment on (UTC); `2023-06-17.md` one from that day on. All languages of a concept come together: each version is
all of the concept as it then stood in them. A file is Markdown; its title is that of its front matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from glossary.errors import InvalidContent
from glossary.faults import Fault
from glossary.model import Concept, Definition, Draft, LanguageSection, Settings, Term
from glossary.times import begin

_NAME = re.compile(r"(?:(\d+)_)?(\d{4}-\d\d-\d\d)(?:T(\d\d):?(\d\d):?(\d\d)Z?)?(?:_.*)?\.md", re.ASCII)
_FRONT_MATTER = re.compile(r"---\n(.*?)\n---(?:\n|$)(.*)", re.DOTALL)
_TITLE = re.compile(r"^title:\s*(.*?)\s*$", re.MULTILINE)


class _Version(NamedTuple):
    """A file in the order of its moment, then of its number, then of its name."""

    at: int
    number: int
    path: Path
    valid_from: str
    language: str
    concept: str


def read_series(folder: Path, settings: Settings) -> Iterator[Draft]:
    """Every concept after each of its versions, by time. Raises `InvalidContent` where a file cannot be read."""
    sections: dict[str, dict[str, LanguageSection]] = {}
    for each in sorted(_versions(folder, settings)):
        said = sections.setdefault(each.concept, {})
        said[each.language] = _section(each, settings)
        yield Draft(concept=Concept(id=each.concept, languages=dict(said)), valid_from=each.valid_from)


def is_series(folder: Path) -> bool:
    """Whether a folder has dated files in folders of its own."""
    return any(_NAME.fullmatch(path.name) for path in folder.glob("*/*.md"))


def _versions(folder: Path, settings: Settings) -> Iterator[_Version]:
    for path in folder.glob("*/*.md"):
        named = _NAME.fullmatch(path.name)
        if named is None:
            raise _unreadable(path, "bad-date")
        number, day, *clock = named.groups()
        valid_from = f"{day}T{':'.join(clock)}Z" if clock[0] else day
        yield _Version(_moment(path, valid_from, settings), int(number or 0), path, valid_from, *_whose(path, settings))


def _moment(path: Path, valid_from: str, settings: Settings) -> int:
    try:
        return begin(valid_from, settings.time_zone)
    except (ValueError, OverflowError) as error:
        raise _unreadable(path, "bad-date") from error


def _whose(path: Path, settings: Settings) -> Sequence[str]:
    """The language and the concept in the name of a folder: the longest language that the glossary has."""
    name = path.parent.name
    for language in sorted(settings.languages, key=len, reverse=True):
        if name.lower().startswith(f"{language.lower()}-"):
            return language, name[len(language) + 1 :]
    raise _unreadable(path.parent, "unknown-language", language=name.partition("-")[0])


def _section(version: _Version, settings: Settings) -> LanguageSection:
    title, body = _read(version)
    return LanguageSection(
        text_status="original" if version.language == settings.source_language else "provisional_translation",
        terms=(Term(text=title, status="preferred"),),
        definition=Definition(text=body) if body else None,
    )


def _read(version: _Version) -> tuple[str, str]:
    try:
        text = version.path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unreadable(version.path, "not-utf-8") from error
    found = _FRONT_MATTER.match(text)
    head, body = found.groups() if found else ("", text)
    title = _TITLE.search(head)
    return (title.group(1).strip("\"'") if title else "") or version.concept, body.strip()


def _unreadable(path: Path, code: str, **facts: str) -> InvalidContent:
    return InvalidContent([Fault(f"{path.parent.name}/{path.name}", code, facts)])
