"""Whether each language of a concept still says what the wording it was checked against says.

What counts is the definition, the notes, the examples and the preferred term. A reading, a part of speech, a context
or a source concerns one language alone. A correction, or a change graded editorial, only asks for confirmation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import msgspec

from glossary.diff import compare
from glossary.model import BasedOn, Concept, Grade, LanguageSection, Revision, RevisionKind, Sync, SyncState

History = Callable[[int], Revision]


def resolved(concept: Concept, base: Concept | None, unsaid: frozenset[str], number: int) -> Concept:
    """The concept with every `based_on` made definite.

    Where a section left it out, its base's is carried over; without a revision it means this very one.
    """
    sections = {
        language: msgspec.structs.replace(section, based_on=_settled(language, section, base, unsaid, number))
        for language, section in concept.languages.items()
    }
    return msgspec.structs.replace(concept, languages=sections)


class Change(NamedTuple):
    """A new revision on its way: what it says, which number it gets, what it follows, and what is known of it."""

    concept: Concept
    number: int
    kind: RevisionKind
    grade: Grade | None
    head: Revision | None
    history: History


def sync_of(change: Change) -> dict[str, Sync]:
    """The state of every language section in a new revision."""
    return {language: _state(language, section, change) for language, section in change.concept.languages.items()}


def same_wording(one: LanguageSection | None, other: LanguageSection | None) -> bool:
    """Whether two wordings of a language agree in everything a translation follows."""
    return _tracked(one) == _tracked(other)


def _settled(
    language: str, section: LanguageSection, base: Concept | None, unsaid: frozenset[str], number: int
) -> BasedOn | None:
    source = section.based_on
    if source is None and language in unsaid and base and language in base.languages:
        source = base.languages[language].based_on
    if source is None or source.revision is not None:
        return source
    return BasedOn(language=source.language, revision=number)


def _state(language: str, section: LanguageSection, change: Change) -> Sync:
    if section.text_status == "original":
        return Sync(state="in_sync")
    source = section.based_on
    if source is None or source.revision is None:
        return Sync(state="unreviewed")
    if source.revision == change.number or change.head is None:
        return Sync(state="in_sync")
    checked = change.history(source.revision)
    wording = checked.concept.languages.get(source.language)
    if same_wording(wording, change.concept.languages.get(source.language)):
        return Sync(state="in_sync")
    behind = _behind(language, source, change, change.head)
    if not behind and checked.redaction("content"):
        return Sync(state="in_sync")  # nobody can say any more what it was, but nothing has changed since
    return Sync(state=_weight(behind, source.language, change, change.head), behind=behind)


def _behind(language: str, source: BasedOn, change: Change, head: Revision) -> tuple[int, ...]:
    """The revisions since the one checked against in which the source wording changed."""
    before = head.concept.languages.get(language)
    known = before is not None and before.based_on == source and language in head.sync
    earlier = head.sync[language].behind if known else _changes(source, head, change.history)
    moved = not same_wording(head.concept.languages.get(source.language), change.concept.languages.get(source.language))
    return (*earlier, change.number) if moved else earlier


def _changes(source: BasedOn, head: Revision, history: History) -> tuple[int, ...]:
    start = source.revision or head.number
    wordings = [history(number).concept.languages.get(source.language) for number in range(start, head.number + 1)]
    return tuple(
        start + step for step in range(1, len(wordings)) if not same_wording(wordings[step - 1], wordings[step])
    )


def _weight(behind: tuple[int, ...], source: str, change: Change, head: Revision) -> SyncState:
    """What asks for more than confirmation puts a translation behind."""
    asks_little = all(
        _is_light(change.kind, change.grade, head.concept, change.concept, source)
        if number == change.number
        else _was_light(change.history(number), source, change.history)
        for number in behind
    )
    return "unreviewed" if behind and asks_little else "behind"


def _was_light(revision: Revision, source: str, history: History) -> bool:
    before = history(revision.number - 1).concept
    return _is_light(revision.kind, revision.grade, before, revision.concept, source)


def _is_light(kind: RevisionKind, grade: Grade | None, before: Concept, after: Concept, source: str) -> bool:
    """Whether a change of the source wording only asks for confirmation: a correction, or one of the wording alone."""
    return kind == "correction" or (grade or compare(before, after, source).grade) == "editorial"


def _tracked(section: LanguageSection | None) -> Mapping[str, Any] | None:
    if section is None:
        return None
    return {
        "definition": section.definition and section.definition.text,
        "notes": [(note.kind, note.text, note.date) for note in section.notes],
        "examples": [example.text for example in section.examples],
        "preferred": section.preferred.text,
    }
