"""What becomes of a draft: the next revision, decided from values alone."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from glossary.errors import InvalidContent
from glossary.faults import Fault
from glossary.model import Concept, Draft, Grade, Revision, RevisionKind, Term
from glossary.sync import Change, History, resolved, sync_of
from glossary.text import hiragana
from glossary.times import begin, written_in_seconds


class Circumstances(msgspec.Struct, frozen=True):
    """What surrounds a new revision: whose it is, what it follows, and the moment of recording."""

    glossary: str
    author: str
    moment: str
    time_zone: str
    head: Revision | None
    history: History

    @property
    def number(self) -> int:
        """The number of the revision to come."""
        return self.head.number + 1 if self.head else 1


def next_revision(draft: Draft, around: Circumstances) -> Revision | None:
    """The revision that a draft becomes, or None when it changes nothing.

    A change note equal to the base's was sent back, not written: it stays with the revision it came with.
    Raises `InvalidContent` for a correction or a grade of nothing.
    """
    head = around.head
    _refuse_what_needs_a_base(draft, head)
    concept = resolved(with_hiragana(draft.concept), head.concept if head else None, draft.unsaid, around.number)
    valid_from = _valid_from(draft, around)
    if _changes_nothing(concept, draft, head):
        return None
    note = None if head and draft.change_note == head.change_note else draft.change_note
    return made(concept, _kind(concept, draft, head), valid_from, note, around, draft.grade)


def replayed(draft: Draft, around: Circumstances, *, was_retired: bool) -> Revision:
    """The revision that a draft of a dated series becomes: it holds from its own date, whatever holds at present."""
    valid_from, head = draft.valid_from or around.moment, around.head
    concept = resolved(with_hiragana(draft.concept), head.concept if head else None, draft.unsaid, around.number)
    kind = _end_or_return(draft, was_retired) or _kind(concept, draft, head)
    return made(concept, kind, valid_from, draft.change_note, around, draft.grade)


def says(revision: Revision, draft: Draft, before: Concept | None) -> bool:
    """Whether a revision that followed `before` is what a draft became."""
    said = resolved(with_hiragana(draft.concept), before, draft.unsaid, revision.number)
    return (revision.status, revision.concept) == (draft.status, said)


def made(
    concept: Concept,
    kind: RevisionKind,
    valid_from: str,
    change_note: dict[str, str] | None,
    around: Circumstances,
    grade: Grade | None = None,
) -> Revision:
    """A revision of a kind, ready to be recorded (`seq`, digest and instant are given by the record)."""
    return Revision(
        glossary=around.glossary,
        concept=concept,
        number=around.number,
        seq=0,
        kind=kind,
        status="retired" if kind == "retirement" else "current",
        valid_from=valid_from,
        valid_at=begin(valid_from, around.time_zone),
        recorded_at=datetime.min.replace(tzinfo=UTC),
        author=around.author,
        change_note=change_note or None,
        digest="",
        sync=sync_of(Change(concept, around.number, kind, grade, around.head, around.history)),
        grade=grade,
    )


def since(revision: Revision, time_zone: str) -> str:
    """Since when a wording holds, as a text that means that very moment where days begin by the clocks of a zone.

    It is the date that was given, or the instant where the days of the glossary began at another hour then.
    """
    same = begin(revision.valid_from, time_zone) == revision.valid_at
    return revision.valid_from if same else written_in_seconds(revision.valid_at)


def with_hiragana(concept: Concept) -> Concept:
    """The concept with its readings in hiragana, as they are kept."""
    sections = {
        language: msgspec.structs.replace(section, terms=tuple(_read(term) for term in section.terms))
        for language, section in concept.languages.items()
    }
    return msgspec.structs.replace(concept, languages=sections)


def reference_faults(concept: Concept, number: int, known: set[str]) -> list[Fault]:
    """What a concept refers to that is not there: concepts of the glossary, revisions of its own."""
    targets = [(f"/relations/{at}/target", relation.target) for at, relation in enumerate(concept.relations)]
    if concept.replaced_by is not None:
        targets.append(("/replaced_by", concept.replaced_by))
    missing = [
        Fault(pointer, "unknown-target", {"target": target}) for pointer, target in targets if target not in known
    ]
    return missing + _revisions_ahead(concept, number)


def _read(term: Term) -> Term:
    return msgspec.structs.replace(term, readings=tuple(hiragana(reading) for reading in term.readings))


def _revisions_ahead(concept: Concept, number: int) -> list[Fault]:
    return [
        Fault(f"/languages/{language}/based_on/revision", "no-such-revision", {"revision": revision})
        for language, section in concept.languages.items()
        if section.based_on and (revision := section.based_on.revision) is not None and not 1 <= revision <= number
    ]


def _valid_from(draft: Draft, around: Circumstances) -> str:
    head = around.head
    if draft.correction and head:
        return _corrected(draft, head, around)
    same = head is not None and draft.valid_from == head.valid_from
    return around.moment if draft.valid_from is None or same else draft.valid_from


def _corrected(draft: Draft, head: Revision, around: Circumstances) -> str:
    """The date of what a correction corrects: the newest revision, or the one that holds from the date given."""
    if draft.valid_from is None:
        return since(head, around.time_zone)
    wrong = _beginning(draft.valid_from, head, around)
    if wrong is None:
        raise InvalidContent([Fault("/valid_from", "no-such-wording")])
    return since(wrong, around.time_zone)


def _beginning(valid_from: str, head: Revision, around: Circumstances) -> Revision | None:
    """The newest wording that holds from a date, told in the very words in which it was given or in others."""
    at = begin(valid_from, around.time_zone)
    for number in range(head.number, 0, -1):
        earlier = head if number == head.number else around.history(number)
        if valid_from == earlier.valid_from or earlier.valid_at == at:
            return earlier
    return None


def _changes_nothing(concept: Concept, draft: Draft, head: Revision | None) -> bool:
    if head is None or concept != head.concept:
        return False
    return draft.valid_from in (None, head.valid_from) and not draft.correction


def _kind(concept: Concept, draft: Draft, head: Revision | None) -> RevisionKind:
    if head is None:
        return "new"
    if draft.correction:
        return "correction"
    return "confirmation" if _confirms(concept, head.concept) else "change"


def _confirms(concept: Concept, before: Concept) -> bool:
    """Whether all that is new are claims of having been checked; taking one back is a change."""
    if concept == before or _unbased(concept) != _unbased(before):
        return False
    return all(section.based_on or not before.languages[tag].based_on for tag, section in concept.languages.items())


def _end_or_return(draft: Draft, was_retired: bool) -> RevisionKind | None:
    if draft.status == "retired":
        return "retirement"
    return "restoration" if was_retired else None


def _refuse_what_needs_a_base(draft: Draft, head: Revision | None) -> None:
    said = [("correction", "nothing-to-correct", draft.correction), ("grade", "nothing-to-grade", draft.grade)]
    faults = [Fault(f"/{member}", code) for member, code, is_said in said if is_said]
    if head is None and faults:
        raise InvalidContent(faults)


def _unbased(concept: Concept) -> Concept:
    sections = {
        language: msgspec.structs.replace(section, based_on=None) for language, section in concept.languages.items()
    }
    return msgspec.structs.replace(concept, languages=sections)
