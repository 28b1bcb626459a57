"""Two concepts side by side, row by row, as the source has 従来型AI and 生成AI."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from flask import Response

from api.house import glossaries
from api.pages.frame import asked, page
from api.pages.meant import meant
from api.pages.queries import CompareQuery
from api.pages.reading import Reading
from api.pages.routes import REST, blueprint
from glossary import (
    N_,
    Fault,
    Glossary,
    InvalidQuery,
    LanguageSection,
    ListRequest,
    Revision,
    labels,
)


class Row(NamedTuple):
    """What both concepts say of one thing; `name` is to be translated."""

    name: str
    cells: tuple[list[str], list[str]]


class Versus(NamedTuple):
    """Two concepts in one language."""

    language: str
    sections: tuple[LanguageSection, LanguageSection]
    rows: list[Row]


@blueprint.get(f"{REST}compare")
def compare(language: str, glossary: str) -> Response:
    """Two concepts side by side; without two, those of the glossary that stand in contrast."""
    query = asked(CompareQuery)
    opened = glossaries()[glossary]
    settings = opened.settings()
    if not ("a" in query and "b" in query):
        return page("contrasts.html", settings, query=query, contrasts=contrasts(opened))
    pair = tuple(_one(opened, query[name], name) for name in ("a", "b"))
    reading = Reading(language, settings)
    return page("compare.html", settings, query=query, pair=pair, tables=list(_tables(pair, reading, query)))


def contrasts(opened: Glossary, limit: int = 200) -> list[tuple[Revision, Revision]]:
    """The pairs of concepts that a glossary sets against each other."""
    pairs = [
        (each, relation.target)
        for each in opened.contrasting(limit)
        for relation in each.concept.relations
        if relation.type == "contrast"
    ][:limit]
    wanted = ListRequest(ids=tuple(sorted({target for _, target in pairs})))
    others = {each.concept.id: each for each in opened.concepts(wanted, limit=limit).items} if pairs else {}
    return [(each, others[target]) for each, target in pairs if target in others]


def _one(opened: Glossary, text: str, name: str) -> Revision:
    """The concept of an id, or of one of its terms. Raises `InvalidQuery` where there is none."""
    found = meant(opened, text)
    if not found:
        raise InvalidQuery([Fault(f"/{name}", "unknown-target", {"target": text})])
    return found[0]


def _tables(pair: tuple[Revision, ...], reading: Reading, query: dict[str, Any]) -> Iterator[Versus]:
    first, second = (each.concept.languages for each in pair)
    view = query.get("view", "both")
    for tag in reading.tongues(pair[0]):
        if tag in second and view in ("both", tag):
            sections = (first[tag], second[tag])
            yield Versus(tag, sections, list(_rows(sections)))


def _rows(sections: tuple[LanguageSection, LanguageSection]) -> Iterator[Row]:
    """The rows in which at least one of the two says something."""
    one, other = sections
    yield from _row(N_("Other terms"), _others(one), _others(other))
    yield from _row(N_("Definition"), _definition(one), _definition(other))
    for kind in dict.fromkeys(note.kind for note in (*one.notes, *other.notes)):
        yield from _row(labels.NOTE_KINDS[kind], _notes(one, kind), _notes(other, kind))
    yield from _row(N_("Examples"), [each.text for each in one.examples], [e.text for e in other.examples])
    yield from _row(N_("Source"), _source(one), _source(other))


def _row(name: str, one: list[str], other: list[str]) -> Iterator[Row]:
    if one or other:
        yield Row(name, (one, other))


def _others(section: LanguageSection) -> list[str]:
    return [term.text for term in section.terms if term is not section.preferred]


def _definition(section: LanguageSection) -> list[str]:
    return [section.definition.text] if section.definition else []


def _notes(section: LanguageSection, kind: str) -> list[str]:
    return [note.text for note in section.notes if note.kind == kind]


def _source(section: LanguageSection) -> list[str]:
    source = section.definition.source if section.definition else None
    return [" ".join(filter(None, (source.citation, source.locator)))] if source else []
