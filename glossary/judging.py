"""What editors judge: how far a change goes, and that a translation still says what its source says."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from glossary.faults import Fault
from glossary.model import BasedOn, Concept, Draft, Grade, Revision
from glossary.recording import Note, around_of, kept, legible, refuse, refuse_retired, revise
from glossary.revising import made, since
from glossary.store import EVERYTHING, State, Writer
from glossary.sync import resolved
from glossary.texts import text_faults
from glossary.validity import concept_faults, note_faults


def grade(writer: Writer, concept: str, number: int, given: Grade, author: str, reason: str | None = None) -> Revision:
    """Record how far the change to a revision goes; nothing happens where that is what an editor said last."""
    found = kept(writer, concept, number)
    refuse([Fault("/revision", "nothing-to-grade")] if number == 1 else [*text_faults({"reason": reason})])
    return found if found.grade == given else writer.grade(found, given, author, reason)


def confirm(
    writer: Writer, head: Revision, author: str, languages: Collection[str] | None, number: int | None, note: Note
) -> Revision:
    """Record that translations were checked against the wording that they stand beside, which keeps its date.

    Of the wording in force, or of revision `number` where that still holds from its date; of all languages that are
    not in sync, or of some. Where there is nothing to confirm nothing is recorded.
    """
    refuse(note_faults(note))
    wording = _confirmed(writer, head, number)
    refuse(_unknown(wording.concept, languages))
    chosen = [language for language in languages or wording.sync if wording.sync[language].state != "in_sync"]
    if not chosen:
        return wording
    around = around_of(writer, author, head)
    content = _checked(wording.concept, chosen, writer.settings().source_language)
    refuse(concept_faults(Draft(concept=content), writer.settings()))
    settled = resolved(content, None, frozenset(), around.number)
    return revise(writer, made(settled, "confirmation", since(wording, around.time_zone), note, around))


def _confirmed(writer: Writer, head: Revision, number: int | None) -> Revision:
    """The wording that is meant. Raises `InvalidContent` where another has taken its place, and `Redacted`."""
    concept, now = head.concept.id, writer.recorded_at
    in_force = writer.holding(concept, State(EVERYTHING, now)) or head
    found = kept(writer, concept, number) if number else in_force
    held = writer.holding(concept, State(EVERYTHING, found.valid_at))
    if held is None or held.number != found.number:
        refuse([Fault("/revision", "wording-replaced")])
    refuse_retired(found)
    return legible(found)


def _unknown(concept: Concept, languages: Collection[str] | None) -> list[Fault]:
    return [
        Fault(f"/languages/{at}", "not-in-this-language", {"language": language})
        for at, language in enumerate(languages or ())
        if language not in concept.languages
    ]


def _checked(concept: Concept, languages: Collection[str], source_language: str) -> Concept:
    """The concept with the claim that some of its languages were checked against this very revision."""
    sections = dict(concept.languages)
    for language in languages:
        before = sections[language].based_on
        source = before.language if before else source_language
        sections[language] = replace(sections[language], based_on=BasedOn(language=source))
    return replace(concept, languages=sections)
