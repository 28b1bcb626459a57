"""The relations of a concept as fields of a form, one for each kind of relation, told by terms and not by ids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from api.desk.naming import plainly_named
from api.house import glossaries
from api.pages.reading import Reading
from glossary import N_, Concept, Glossary, id_faults

RELATIONS = {"broader": N_("Broader terms"), "related": N_("Related terms"), "contrast": N_("Contrasting terms")}
_BETWEEN = re.compile(r"\s*[、,，;；\n]\s*")
Json = dict[str, Any]


def relations_said(concept: Concept, opened: Glossary, reading: Reading) -> dict[str, str]:
    """What the fields say that show a concept's relations: the terms of those in force, the ids of others."""
    names = plainly_named(opened, (each.target for each in concept.relations), reading)
    said = {}
    for kind in RELATIONS:
        told = [names.get(each.target, each.target) for each in concept.relations if each.type == kind]
        said[f"relations-{kind}"] = "、".join(told)
    return said


def resolved(said: Mapping[str, str], opened: Glossary) -> dict[str, str]:
    """What was said, with the ids of the concepts that terms name; what names none stays as it is."""
    fields = [field for kind in RELATIONS if (field := f"relations-{kind}") in said]
    meant = {field: "、".join(id_of(name, opened) for name in _names(said[field])) for field in fields}
    return {**said, **meant}


def relations(said: Mapping[str, str], old: list[Json], places: dict[str, str]) -> list[Json]:
    """The relations that a form says, those of the base as they were; where it shows none, all of them."""
    if not any(f"relations-{kind}" in said for kind in RELATIONS):
        return old
    wanted = list(_wanted(said))
    kept = [each for each in old if each["type"] not in RELATIONS or (each["type"], each["target"]) in wanted]
    known = {(each["type"], each["target"]) for each in kept}
    found = kept + [{"type": kind, "target": target} for kind, target in wanted if (kind, target) not in known]
    places |= {f"/content/relations/{number}": f"relations-{each['type']}" for number, each in enumerate(found)}
    return found


def _wanted(said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for kind in RELATIONS:
        yield from ((kind, target) for target in dict.fromkeys(_names(said.get(f"relations-{kind}", ""))))


def _names(text: str) -> list[str]:
    return [name for name in _BETWEEN.split(text.strip()) if name]


def id_of(name: str, opened: Glossary) -> str:
    """The id of the one concept that a text names: an id as it is, else a term that only one concept has."""
    if not name or (not list(id_faults(name, "")) and opened.standing(name)):
        return name
    found = glossaries().terms(name, None, (opened.id,))
    ids = {each.concept for each in found if not each.retired and not each.past}
    return ids.pop() if len(ids) == 1 else name
