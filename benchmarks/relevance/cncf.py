"""The glossary of the CNCF, Japanese and English, as drafts: real data that nobody on the project wrote.

It lies beside the repository, in ../shared/data. Titles become terms ("Continuous Integration (CI)" becomes two),
what stands before the first heading becomes the definition. It has no readings, and none are made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from glossary import Concept, Definition, Draft, LanguageSection, Settings, Term

DATA = Path(__file__).parents[3] / "shared" / "data" / "cncf-glossary" / "content"
SETTINGS = Settings(id="cncf", title={"en": "Cloud Native Glossary"}, source_language="en", time_zone="UTC")
_NO_CONCEPTS = frozenset({"_TEMPLATE", "_index", "search"})

_FENCE = re.compile(r"^---\s*$", re.MULTILINE)
_TITLE = re.compile(r"^\s*title:\s*\"?(.*?)\"?\s*$", re.IGNORECASE | re.MULTILINE)
_WITH_SHORT_FORM = re.compile(r"(.+?)\s*[(（](.+)[)）]")
_LINK = re.compile(r"\[([^]]*)\]\([^)]*\)")


def is_here() -> bool:
    """Whether the data is where it is expected."""
    return (DATA / "ja").is_dir()


def drafts() -> list[Draft]:
    """Every concept that has a page in both languages."""
    return [Draft(concept=_concept(name)) for name in _names()]


def _names() -> Iterator[str]:
    for path in sorted((DATA / "ja").glob("*.md")):
        if path.stem not in _NO_CONCEPTS and (DATA / "en" / path.name).is_file():
            yield path.stem


def _concept(name: str) -> Concept:
    return Concept(id=name, languages={language: _section(language, name) for language in ("en", "ja")})


def _section(language: str, name: str) -> LanguageSection:
    page = (DATA / language / f"{name}.md").read_text(encoding="utf-8")
    _, front, body = _FENCE.split(page, maxsplit=2)
    return LanguageSection(
        text_status="original" if language == "en" else "official_translation",
        terms=tuple(_terms(front)),
        definition=Definition(text=_definition(body)),
    )


def _terms(front: str) -> Iterator[Term]:
    title = _TITLE.findall(front)[0]
    both = _WITH_SHORT_FORM.fullmatch(title)
    preferred, *others = both.groups() if both else [title]
    yield Term(text=preferred, status="preferred")
    yield from (Term(text=other, status="admitted", type="abbreviation") for other in others)


def _definition(body: str) -> str:
    before_heading = re.split(r"^#", body, maxsplit=1, flags=re.MULTILINE)[0]
    return _LINK.sub(r"\1", before_heading).strip()
