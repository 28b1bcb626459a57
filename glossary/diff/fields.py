"""What changed between two wordings of a concept, field by field."""

from __future__ import annotations

from collections.abc import Iterator

from glossary.diff.changes import Place, added, change, metadata, removed, worded
from glossary.diff.lists import EXAMPLES, NOTES, of_list, term_rules
from glossary.diff.tokens import TOKENISER
from glossary.diff.values import Change, Difference, Verdict, highest
from glossary.model import Concept, Definition, LanguageSection

_NOTHING = Concept(id="", languages={})
_SETS = ("subjects", "relations", "matches")


def compare(before: Concept | None, after: Concept | None, language: str | None = None) -> Difference:
    """Everything that differs between two wordings, or only what differs in one language.

    Where there was no concept before, or there is none after, each of its fields was added or removed.
    """
    old, new = before or _NOTHING, after or _NOTHING
    changes = tuple(_of_concept(old, new) if language is None else _of_language(language, old, new))
    return Difference(changes=changes, grade=highest(change.grade for change in changes), tokeniser=TOKENISER)


def _of_concept(old: Concept, new: Concept) -> Iterator[Change]:
    for language in dict.fromkeys((*new.languages, *old.languages)):
        yield from _of_language(language, old, new)
    for name in _SETS:
        yield from _of_set(Place("") / name, getattr(old, name), getattr(new, name))
    yield from change(Place("") / "replaced_by", old.replaced_by, new.replaced_by, Verdict("scope", "changed"))


def _of_set(at: Place, old: tuple[object, ...], new: tuple[object, ...]) -> Iterator[Change]:
    """Subjects, relations and matches have no order; putting a concept elsewhere is a change of scope."""
    had, has = set(old), set(new)
    if had == has:
        return
    if had < has:
        yield from change(at, old, new, Verdict("scope", "added"))
    else:
        yield from change(at, old, new, Verdict("scope", "removed" if has < had else "changed"))


def _of_language(language: str, old: Concept, new: Concept) -> Iterator[Change]:
    was, now = old.languages.get(language), new.languages.get(language)
    at = Place("", language, _forms(was, now)) / "languages" / language
    if was and now:
        yield from _of_section(at, was, now)
    elif now:
        yield from added(at, now, _coming(now))
    elif was:
        yield from removed(at, was, _going(was))


def _forms(*sections: LanguageSection | None) -> tuple[str, ...]:
    """Every form of the concept's terms, the preferred one of today first."""
    found = [section for section in reversed(sections) if section and section.terms]
    preferred = [section.preferred.text for section in found]
    return tuple(dict.fromkeys((*preferred, *(term.text for section in found for term in section.terms))))


def _of_section(at: Place, old: LanguageSection, new: LanguageSection) -> Iterator[Change]:
    yield from metadata(at, old, new, "text_status")
    yield from of_list(at / "terms", old.terms, new.terms, term_rules())
    yield from metadata(at, old, new, "search_forms")
    yield from _of_definition(at / "definition", old, new)
    yield from of_list(at / "notes", old.notes, new.notes, NOTES)
    yield from of_list(at / "examples", old.examples, new.examples, EXAMPLES)
    yield from metadata(at, old, new, "based_on")


def _of_definition(at: Place, old: LanguageSection, new: LanguageSection) -> Iterator[Change]:
    if old.definition and new.definition:
        yield from _of_definitions(at, old.definition, new.definition)
    elif new.definition:
        yield from added(at, new.definition, _coming(new))
    elif old.definition:
        yield from removed(at, old.definition, _going(old))


def _of_definitions(at: Place, old: Definition, new: Definition) -> Iterator[Change]:
    yield from worded(at / "text", old.text, new.text)
    yield from metadata(at, old, new, "type", "source")


def _coming(section: LanguageSection) -> Verdict:
    """What the original says is the meaning; a translation of it only widens who can read it."""
    return Verdict("meaning" if section.text_status == "original" else "scope", "added")


def _going(section: LanguageSection) -> Verdict:
    return Verdict("meaning" if section.text_status == "original" else "scope", "removed")
