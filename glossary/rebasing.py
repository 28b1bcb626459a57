"""Three wordings become one: what a proposal changed of its base is carried over to what stands now.

One text, one list of terms, one list of notes is one field. Where only one side changed a field, its value is taken;
where both did, and differently, the field is in conflict until somebody chooses. Subjects, relations and matches have
no order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from msgspec.structs import replace

from glossary.faults import escaped
from glossary.model import (
    BasedOn,
    Concept,
    Definition,
    Example,
    LanguageSection,
    Match,
    Note,
    Relation,
    Term,
    TextStatus,
    Value,
)

SETS: Mapping[str, Any] = {"subjects": tuple[str, ...], "relations": tuple[Relation, ...], "matches": tuple[Match, ...]}
SECTION: Mapping[str, Any] = {
    "text_status": TextStatus,
    "terms": tuple[Term, ...],
    "search_forms": tuple[str, ...],
    "definition": Definition | None,
    "notes": tuple[Note, ...],
    "examples": tuple[Example, ...],
    "based_on": BasedOn | None,
}
_TEXTS = frozenset(SECTION) - {"based_on", "text_status"}


class Absent(Value, frozen=True):
    """The value of a field that is not there; nothing (null) is a value."""


ABSENT = Absent()


class Place(NamedTuple):
    """A field: a member of the concept, a whole language section (`member` is None), or a member of a section."""

    language: str | None
    member: str | None

    @property
    def path(self) -> str:
        """The JSON pointer of the field (RFC 6901)."""
        if self.language is None:
            return f"/{self.member}"
        section = f"/languages/{escaped(self.language)}"
        return section if self.member is None else f"{section}/{self.member}"

    @property
    def type(self) -> Any:
        """What values the field takes."""
        if self.language is None:
            return SETS.get(self.member or "", str | None)
        return LanguageSection if self.member is None else SECTION[self.member]


class Conflict(Value, frozen=True, kw_only=True):
    """A field that both sides changed differently: its three values."""

    place: Place
    base: Any
    current: Any
    proposed: Any

    @property
    def path(self) -> str:
        """The JSON pointer of the field."""
        return self.place.path


class Rebased(Value, frozen=True, kw_only=True):
    """A concept made of both sides without the fields in conflict, and those conflicts."""

    concept: Concept
    conflicts: tuple[Conflict, ...] = ()


Values = dict[Place, Any]
_NOTHING = Concept(id="", languages={})


def rebase(
    base: Concept | None, current: Concept, proposed: Concept, choices: Mapping[str, Any] | None = None
) -> Rebased:
    """What `current` becomes when it takes what `proposed` changed of `base`.

    `choices` maps paths in conflict to the values that shall stand there (`ABSENT`: none).
    """
    sides = (base or _NOTHING, current, proposed)
    merged: Values = {}
    conflicts: list[Conflict] = []
    for place in _places(sides):
        values = tuple(_value(place, side) for side in sides)
        chosen = (choices or {}).get(place.path, _only_one_changed(place, *values))
        if isinstance(chosen, _Undecided):
            conflicts.append(Conflict(place=place, base=values[0], current=values[1], proposed=values[2]))
        else:
            merged[place] = chosen
    return Rebased(concept=_put_together(current.id, merged), conflicts=tuple(conflicts))


def without_hollow_claims(merged: Concept, base: Concept | None, current: Concept, proposed: Concept) -> Concept:
    """The merged concept without those claims of having been checked that only one side made, about another text.

    Nobody has checked a mixture of what both sides wrote; such a section keeps the claim of the base.
    """
    sections = {
        language: _claimed(language, merged, base or _NOTHING, current, proposed) for language in merged.languages
    }
    return replace(merged, languages=sections)


class _Undecided:
    """That both sides changed a field, differently."""


def _places(sides: Iterable[Concept]) -> Iterator[Place]:
    """The fields of three concepts; a section that a side took away or has not got is one field."""
    sides = tuple(sides)
    for member in (*SETS, "replaced_by"):
        yield Place(None, member)
    _base, current, proposed = sides
    for language in sorted({language for side in sides for language in side.languages}):
        if language in current.languages and language in proposed.languages:
            yield from (Place(language, member) for member in SECTION)
        else:
            yield Place(language, None)


def _value(place: Place, side: Concept) -> Any:
    if place.language is None:
        return getattr(side, place.member or "")
    section = side.languages.get(place.language)
    if section is None:
        return ABSENT
    return section if place.member is None else getattr(section, place.member)


def _only_one_changed(place: Place, base: Any, current: Any, proposed: Any) -> Any:
    if _same(place, current, proposed) or _same(place, base, proposed):
        return current
    return proposed if _same(place, base, current) else _Undecided()


def _same(place: Place, one: Any, other: Any) -> bool:
    if place.language is None and place.member in SETS:
        return set(one) == set(other)
    return bool(one == other)


def _put_together(concept: str, merged: Values) -> Concept:
    alone = {place.member: value for place, value in merged.items() if place.language is None}
    sections: dict[str, Any] = {
        place.language: value
        for place, value in merged.items()
        if place.language and place.member is None and value is not ABSENT
    }
    members: dict[str, dict[str, Any]] = {}
    for place, value in merged.items():
        if place.language and place.member and value is not ABSENT:
            members.setdefault(place.language, {})[place.member] = value
    sections |= {language: _section(given) for language, given in members.items()}
    return Concept(id=concept, languages=sections, **{name: value for name, value in alone.items() if name})


def _section(members: Mapping[str, Any]) -> LanguageSection:
    """A section of what is decided; what it cannot do without is empty while it is in conflict."""
    return LanguageSection(**{"text_status": "original", "terms": (), **members})


def _claimed(language: str, merged: Concept, base: Concept, current: Concept, proposed: Concept) -> LanguageSection:
    section = merged.languages[language]
    was = base.languages.get(language)
    sides = [side for side in (current, proposed) if language in side.languages]
    claims = [side for side in sides if side.languages[language].based_on != (was.based_on if was else None)]
    claiming = [side for side in claims if side.languages[language].based_on == section.based_on]
    if was is None or not claiming or any(_covers(side, merged, language, section.based_on) for side in claiming):
        return section
    return replace(section, based_on=was.based_on)


def _covers(side: Concept, merged: Concept, language: str, claim: BasedOn | None) -> bool:
    """Whether what one side checked is what the merged concept says."""
    if claim is None or not _same_texts(side, merged, language):
        return claim is None
    return claim.revision is not None or _same_texts(side, merged, claim.language)


def _same_texts(one: Concept, other: Concept, language: str) -> bool:
    was, now = one.languages.get(language), other.languages.get(language)
    return bool(was and now and all(getattr(was, name) == getattr(now, name) for name in _TEXTS))
