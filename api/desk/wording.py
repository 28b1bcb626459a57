"""A concept as the fields of a form, and back: what the form does not show stays as it was.

A field is named after its language and its place: `ja-terms-0-text` is the preferred Japanese term. `…-from` says which
term, note or example of the base a row began as, so that what the row does not show stays with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from api.desk.relating import relations
from glossary import Concept, Definition, Draft, LanguageSection, Settings, draft

Said = Mapping[str, str]
Row = dict[str, str]
Json = dict[str, Any]

MOST_ROWS = 50
SPARE_ROWS = 1
_BETWEEN_READINGS = re.compile(r"[、,，]")
_ROW = re.compile(r"(.+-(?:terms|notes|examples))-[0-9]+-[a-z]+")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


class Written(NamedTuple):
    """What a form says as a draft's JSON, and which field each of its places (JSON pointers) was written in."""

    content: Json
    places: dict[str, str]

    @property
    def draft(self) -> Draft:
        """The same as a draft. Raises `InvalidContent`."""
        return draft({**self.content, "id": ""}, "/content")


def said_of(concept: Concept) -> Row:
    """What a form says that shows a concept."""
    said = {f"subject-{each}": "1" for each in concept.subjects}
    for tag, section in concept.languages.items():
        said |= _numbered(f"{tag}-terms", _term_rows(section))
        said |= _numbered(f"{tag}-notes", _note_rows(section))
        said |= _numbered(f"{tag}-examples", _example_rows(section))
        said |= _definition_said(tag, section.definition)
    return said


def rows(said: Said, prefix: str, least: int = 0) -> list[Row]:
    """The rows of a list in a form that say something, and empty ones to write in; the first `least` in any case."""
    found = [row for number, row in _read(said, prefix) if number < least or row.get("text", "").strip()]
    return (found + [{} for _ in range(least + SPARE_ROWS)])[: max(len(found), least) + SPARE_ROWS]


def tidied(said: Said) -> Row:
    """What was sent without the empty rows in between, so that each row is named as it will be shown."""
    prefixes = dict.fromkeys(found.group(1) for name in said if (found := _ROW.fullmatch(name)))
    tidy = {name: value for name, value in said.items() if not _ROW.fullmatch(name)}
    for prefix in prefixes:
        tidy |= _numbered(prefix, rows(said, prefix, int(prefix.endswith("-terms")))[:-SPARE_ROWS])
    return tidy


def written(said: Said, base: Concept | None, settings: Settings) -> Written:
    """What a form says, on top of what its base says."""
    was: Json = msgspec.to_builtins(base) if base else {}
    old_sections: Json = was.get("languages", {})
    places: dict[str, str] = {"/content/subjects": "subjects"}
    sections = {}
    for tag in dict.fromkeys((*settings.languages, *old_sections)):
        section = _section(tag, said, old_sections.get(tag), settings, places)
        if section:
            sections[tag] = section
    subjects = [each.id for each in settings.subjects if f"subject-{each.id}" in said]
    if settings.source_language not in sections:
        sections = {tag: {**section, "based_on": None} for tag, section in sections.items()}
    corrects = {"correction": True} if said.get("correction") else {}
    shared = {"subjects": subjects, "relations": relations(said, was.get("relations", []), places)}
    return Written({**was, **shared, "languages": sections, **corrects}, places)


def in_each(said: Said, name: str, languages: Iterable[str]) -> dict[str, str]:
    """What is said in the fields of one name, by the language of each; blank ones say nothing."""
    return {tag: text for tag in languages if (text := _text(said.get(f"{name}-{tag}", "")))}


def field_of(pointer: str, places: Mapping[str, str]) -> str | None:
    """The field in which a place of a draft was written: its own, or that of what it is in."""
    while pointer:
        if pointer in places:
            return places[pointer]
        pointer = pointer.rpartition("/")[0]
    return None


def _section(tag: str, said: Said, old: Json | None, settings: Settings, places: dict[str, str]) -> Json | None:
    """A language as the form has it; None where it says nothing and never did."""
    at, was = f"/content/languages/{tag}", old or {"terms": [], "notes": [], "examples": [], "definition": None}
    terms = _listed(said, f"{tag}-terms", f"{at}/terms", was["terms"], _term, places)
    notes = _listed(said, f"{tag}-notes", f"{at}/notes", was["notes"], _note, places)
    examples = _listed(said, f"{tag}-examples", f"{at}/examples", was["examples"], _example, places)
    definition = _definition(tag, said, was["definition"], settings)
    places |= {at: f"{tag}-terms-0-text", f"{at}/definition": f"{tag}-definition"}
    places[f"{at}/definition/source"] = f"{tag}-source"
    if old is None and not definition and not any(each["text"] for each in (*terms, *notes, *examples)):
        return None
    found = {"terms": terms, "notes": notes, "examples": examples, "definition": definition}
    return {**(old or _fresh(tag, settings)), **found, **_claim(tag, said, settings)}


def _fresh(tag: str, settings: Settings) -> Json:
    return {"text_status": "original" if tag == settings.source_language else "provisional_translation"}


def _claim(tag: str, said: Said, settings: Settings) -> Json:
    """That the translation was checked against the very wording proposed, where somebody says so."""
    return {"based_on": {"language": settings.source_language}} if said.get(f"{tag}-checked") else {}


def _listed(said: Said, prefix: str, at: str, old: list[Json], make: Any, places: dict[str, str]) -> list[Json]:
    """The items of a list in a form, each on top of the one that it began as."""
    found: list[Json] = []
    for number, row in sorted(_read(said, prefix), key=lambda each: (_begun_at(each[1]), each[0])):
        if row.get("text", "").strip() or (number == 0 and make is _term):
            places[f"{at}/{len(found)}"] = f"{prefix}-{number}-text"
            places[f"{at}/{len(found)}/readings"] = f"{prefix}-{number}-reading"
            found.append(make(row, _begun_as(row, old), number == 0))
    return found or ([make({}, {}, True)] if make is _term else [])


def _begun_as(row: Row, old: list[Json]) -> Json:
    number = _begun_at(row)
    return old[number] if number < len(old) else {}


def _begun_at(row: Row) -> int:
    """The place in the base of what a row began as; new ones come last."""
    number = row.get("from", "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 1000


def _term(row: Row, old: Json, first: bool) -> Json:
    said: Json = {**old, "text": row.get("text", "").strip()}
    said["status"] = "preferred" if first else row.get("status") or "admitted"
    if row.get("type"):
        said["type"] = row["type"]
    if "reading" in row:
        said["readings"] = [part.strip() for part in _BETWEEN_READINGS.split(row["reading"]) if part.strip()]
    return said


def _note(row: Row, old: Json, _first: bool) -> Json:
    kind = row.get("kind") or "note"
    date = row.get("date", "").strip() or None
    return {**old, "kind": kind, "text": _text(row.get("text", "")), "date": date if kind == "timeline" else None}


def _example(row: Row, old: Json, _first: bool) -> Json:
    return {**old, "text": _text(row.get("text", ""))}


def _definition(tag: str, said: Said, old: Json | None, settings: Settings) -> Json | None:
    text = _text(said.get(f"{tag}-definition", ""))
    return {**(old or {}), "text": text, "source": _source(tag, said, old, settings)} if text else None


def _source(tag: str, said: Said, old: Json | None, settings: Settings) -> Json | None:
    """Where a definition comes from; for a new one that says nothing of it, the source that was asked for first."""
    citation, status = said.get(f"{tag}-source", "").strip(), said.get(f"{tag}-source-status")
    was: Json = (old or {}).get("source") or {}
    if not citation and old is None:
        citation = said.get("source", "").strip()
        status = "adapted" if tag == settings.source_language else "translated"
    if not citation:
        return None
    address = _ADDRESS.fullmatch(citation)
    kept = was if was.get("citation") == citation else {"uri": citation if address else None}
    return {**kept, "citation": citation, "status": status or was.get("status") or "adapted"}


def text_in(said: Said, name: str) -> str:
    """What is written in a field."""
    return _text(said.get(name, ""))


def number_in(said: Said, name: str) -> int | None:
    """The number that a field has; None where it has none."""
    given = said.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else None


def version(said: Said) -> int | None:
    """The wording that was read."""
    return number_in(said, "version")


def _text(text: str) -> str:
    """A text without the marks by which forms break lines (HTML, 4.10.21.3)."""
    return text.replace("\r\n", "\n").strip()


def _read(said: Said, prefix: str) -> Iterator[tuple[int, Row]]:
    names = ("text", "status", "type", "reading", "kind", "date", "from")
    for number in range(MOST_ROWS):
        row = {name: said[key] for name in names if (key := f"{prefix}-{number}-{name}") in said}
        if row:
            yield number, row


def _numbered(prefix: str, items: Iterable[Row]) -> Row:
    return {f"{prefix}-{number}-{name}": value for number, row in enumerate(items) for name, value in row.items()}


def _term_rows(section: LanguageSection) -> Iterator[Row]:
    """The preferred term first, whose row has no status to choose."""
    numbered = sorted(enumerate(section.terms), key=lambda each: each[1] is not section.preferred)
    for number, term in numbered:
        readings = "、".join(term.readings)
        yield {"text": term.text, "status": term.status, "type": term.type, "reading": readings, "from": str(number)}


def _note_rows(section: LanguageSection) -> Iterator[Row]:
    for number, note in enumerate(section.notes):
        yield {"kind": note.kind, "text": note.text, "date": note.date or "", "from": str(number)}


def _example_rows(section: LanguageSection) -> Iterator[Row]:
    for number, example in enumerate(section.examples):
        yield {"text": example.text, "from": str(number)}


def _definition_said(tag: str, definition: Definition | None) -> Row:
    source = definition.source if definition else None
    told = {f"{tag}-definition": definition.text} if definition else {}
    return told | ({f"{tag}-source": source.citation, f"{tag}-source-status": source.status} if source else {})
