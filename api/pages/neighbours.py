"""What stands around a concept: its relations, those that others have to it, and what they are called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from glossary import N_, Glossary, ListRequest, Relation, Revision, errors, labels

GROUPS = {
    "broader": N_("Broader"),
    "narrower": N_("Narrower"),
    "related": N_("Related"),
    "contrast": N_("In contrast to"),
}
_MOST = 200


class Neighbour(NamedTuple):
    """A concept beside another, and how it stands to it; `kind` says how in words, to be translated."""

    group: str
    kind: str | None
    revision: Revision


def neighbours(opened: Glossary, revision: Revision, *, now: bool) -> dict[str, list[Neighbour]]:
    """The neighbours of a concept by group; those that only others name are of today, so not shown in the past."""
    own = _named(opened, revision.concept.relations)
    others = _naming(opened, revision.concept.id) if now else []
    found = {(each.group, each.revision.concept.id): each for each in (*others, *own)}
    groups = {group: [each for each in found.values() if each.group == group] for group in GROUPS}
    return {group: members for group, members in groups.items() if members}


def standing(opened: Glossary, concept: str | None) -> Revision | None:
    """A concept as it stands now, be it retired; nothing where its text was removed."""
    try:
        return opened.standing(concept) if concept else None
    except errors.Redacted:
        return None


def _named(opened: Glossary, relations: Sequence[Relation]) -> Iterator[Neighbour]:
    """Those that a concept names itself, in the order in which it does."""
    ids = tuple(each.target for each in relations)
    found = opened.concepts(ListRequest(ids=ids), limit=_MOST).items if ids else []
    by_id = {each.concept.id: each for each in found}
    for each in relations:
        if each.target in by_id:
            yield Neighbour(each.type, labels.CODES.get(each.kind or ""), by_id[each.target])


def _naming(opened: Glossary, concept: str) -> Iterator[Neighbour]:
    """Those that name a concept."""
    for revision in opened.pointing_at(concept):
        for relation in revision.concept.relations:
            if relation.target == concept:
                group = "narrower" if relation.type == "broader" else relation.type
                yield Neighbour(group, None, revision)
