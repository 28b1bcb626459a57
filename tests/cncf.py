"""The dated series of a real glossary (CNCF) as a history: its Markdown files become drafts of whole concepts.

A folder is a language of a concept (`ja-container`), a file a version (`004_2023-12-02T235440_….md`, the time in UTC).
All languages of a concept are put into the order of their times; each version makes a draft of the concept as it then
stood in all of them.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from glossary import Concept, Definition, Draft, LanguageSection, Settings, Term

SERIES = Path(__file__).parents[2] / "shared" / "data" / "cncf-glossary" / "history"
SETTINGS = Settings(
    id="cncf", title={"en": "Cloud Native Glossary"}, languages=("en", "ja"), source_language="en", time_zone="UTC"
)
_NAME = re.compile(r"(\d+)_(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)(\d\d)_")
_FILE = re.compile(r"---\n(.*?)\n---\n(.*)", re.DOTALL)


class Version(NamedTuple):
    """One file: in the order of time, then of its number."""

    at: str
    number: int
    concept: str
    language: str
    title: str
    text: str


def versions(folder: Path) -> list[Version]:
    """Every version of every language, by time."""
    return sorted(_version(path) for path in folder.glob("*/*.md"))


def history(folder: Path) -> Iterator[Draft]:
    """The concepts as they stood after each version."""
    sections: dict[str, dict[str, LanguageSection]] = {}
    for each in versions(folder):
        sections.setdefault(each.concept, {})[each.language] = section(each)
        yield Draft(concept=Concept(id=each.concept, languages={**sections[each.concept]}), valid_from=each.at)


def section(version: Version) -> LanguageSection:
    """What a version says in its language."""
    return LanguageSection(
        text_status="original" if version.language == "en" else "provisional_translation",
        terms=(Term(text=version.title, status="preferred"),),
        definition=Definition(text=version.text),
    )


def _version(path: Path) -> Version:
    language, _, concept = path.parent.name.partition("-")
    named, read = _NAME.match(path.name), _FILE.match(path.read_text(encoding="utf-8").replace("\r\n", "\n"))
    head, body = read.groups() if read else ("", path.read_text(encoding="utf-8"))
    number, day, *clock = named.groups() if named else ("0", "1970-01-01", "00", "00", "00")
    title = re.search(r"^title: *\"?(.*?)\"? *$", head, re.MULTILINE)
    at = f"{day}T{':'.join(clock)}Z"
    return Version(at, int(number), concept, language, title.group(1) if title else concept, body.strip() or "-")


if __name__ == "__main__":
    for each in history(Path(sys.argv[1]) if len(sys.argv) > 1 else SERIES):
        flat = {**msgspec.to_builtins(each.concept), "valid_from": each.valid_from}
        sys.stdout.write(json.dumps(flat, ensure_ascii=False) + "\n")
