"""Whether what somebody asks for can be a proposal, and which it becomes; read from the record, nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TypeVar

from msgspec.structs import replace

from glossary import store
from glossary.diff import compare
from glossary.errors import AlreadyRetired, InvalidContent, RetiredConceptChanged
from glossary.faults import Fault
from glossary.model import Draft, LanguageSection, Revision
from glossary.proposals import Amendment, Content, Proposal, ProposalKind, Wish
from glossary.proposing import changed_languages, content_faults, draft_of, free_id
from glossary.revising import reference_faults, with_hiragana
from glossary.store import Reader
from glossary.surveying import refuse, targets
from glossary.validity import concept_faults

TEXTLESS: frozenset[ProposalKind] = frozenset({"retirement", "merge"})

Given = TypeVar("Given")


def submitted(reader: Reader, wish: Wish, person: str, now: datetime) -> Proposal:
    """The proposal that a wish becomes, not numbered yet.

    Raises `InvalidContent`, and where the concept is retired `RetiredConceptChanged` or `AlreadyRetired`.
    """
    concept = _named(reader, wish)
    head = reader.newest(concept)
    kind = wish.kind or ("change" if head else "new")
    refuse(_base_faults(wish, kind, head))
    _check_not_retired(kind, head)
    base = reader.revision(concept, wish.base) if wish.base else None
    content = _content(reader, wish, kind, concept, base, head)
    refuse(content_faults(content))
    return Proposal(
        glossary=reader.glossary,
        number=0,
        kind=kind,
        state="open",
        concept=concept,
        base=wish.base,
        content=content,
        languages=changed_languages(base.concept if base else None, content),
        person=person,
        opened_at=now,
        changed_at=now,
    )


def amended(reader: Reader, proposal: Proposal, change: Amendment) -> Proposal:
    """The same proposal as its proposer now would have it. Raises like `submitted`."""
    was = proposal.content
    wish = Wish(
        kind=proposal.kind,
        concept=proposal.concept,
        base=_given(change.base, proposal.base),
        draft=change.draft or (draft_of(was.concept, was) if was.concept else None),
        into=_given(change.into, was.into),
        rationale=_given(change.rationale, was.rationale),
        source=_given(change.source, was.source),
    )
    return submitted(reader, wish, proposal.person, proposal.changed_at)


def worded(reader: Reader, draft: Draft, concept: str, base: Revision | None, number: int) -> Draft:
    """A draft with all that it left to its base made definite; `number` is its revision's. Raises `InvalidContent`."""
    said = replace(draft, concept=replace(with_hiragana(draft.concept), id=concept))
    refuse(within_content(concept_faults(said, reader.settings())))
    known = reader.known(sorted(targets([said.concept])))
    refuse(within_content(reference_faults(said.concept, number, known)))
    return _without_repetition(_carried(said, base), base)


def within_content(faults: Iterable[Fault]) -> Iterator[Fault]:
    """The faults of a wording, placed where it was sent."""
    for fault in faults:
        yield replace(fault, pointer=f"/content{fault.pointer}")


def _given(new: Given | None, old: Given) -> Given:
    return old if new is None else new


def _named(reader: Reader, wish: Wish) -> str:
    if wish.concept is not None:
        return wish.concept
    if wish.base or wish.draft is None or wish.kind in TEXTLESS:
        raise InvalidContent([Fault("/concept", "concept-needed")])
    reader.head()
    refuse(within_content(concept_faults(_provisional(wish.draft), reader.settings())))
    return free_id(wish.draft.concept, lambda each: _is_taken(reader, each))


def _is_taken(reader: Reader, concept: str) -> bool:
    """Whether there is such a concept, or a pending proposal would make it."""
    return bool(reader.known([concept]) or store.pending_on(reader.connection, reader.glossary, [concept]))


def _provisional(draft: Draft) -> Draft:
    return replace(draft, concept=replace(draft.concept, id="concept"))


def _base_faults(wish: Wish, kind: ProposalKind, head: Revision | None) -> Iterator[Fault]:
    newest = head.number if head else 0
    if head is None and (wish.base or kind != "new"):
        yield Fault("/concept", "unknown-target", {"target": wish.concept})
    elif wish.base > newest:
        yield Fault("/base_revision", "no-such-revision", {"revision": wish.base})
    elif kind == "new" and wish.base:
        yield Fault("/base_revision", "new-has-no-base")
    yield from _textless_faults(wish, kind) if kind in TEXTLESS else _wording_faults(wish)


def _textless_faults(wish: Wish, kind: ProposalKind) -> Iterator[Fault]:
    if wish.draft is not None:
        yield Fault("/content", "no-wording")
    if kind == "merge" and wish.into is None:
        yield Fault("/into", "missing")


def _wording_faults(wish: Wish) -> Iterator[Fault]:
    if wish.draft is None:
        yield Fault("/content", "missing")
    if wish.source is None:
        yield Fault("/source", "missing")
    if wish.into is not None:
        yield Fault("/into", "unknown-member")


def _check_not_retired(kind: ProposalKind, head: Revision | None) -> None:
    if head is None or head.status != "retired":
        return
    raise AlreadyRetired(head.concept.id) if kind in TEXTLESS else RetiredConceptChanged(head.concept.id)


def _content(
    reader: Reader, wish: Wish, kind: ProposalKind, concept: str, base: Revision | None, head: Revision | None
) -> Content:
    if kind in TEXTLESS or wish.draft is None:
        refuse(_into_faults(reader, wish, kind, concept))
        return Content(into=wish.into, rationale=wish.rationale, source=wish.source)
    said = worded(reader, wish.draft, concept, base, (head.number if head else 0) + 1)
    refuse(_changes_nothing(said, base))
    return Content(
        concept=said.concept,
        valid_from=said.valid_from,
        change_note=said.change_note,
        correction=said.correction,
        rationale=wish.rationale,
        source=wish.source,
    )


def _into_faults(reader: Reader, wish: Wish, kind: ProposalKind, concept: str) -> Iterator[Fault]:
    other = reader.newest(wish.into) if wish.into is not None else None
    if wish.into == concept:
        yield Fault("/into", "self-relation")
    elif wish.into is not None and other is None:
        yield Fault("/into", "unknown-target", {"target": wish.into})
    elif kind == "merge" and other and other.status == "retired":
        yield Fault("/into", "retired-target", {"target": wish.into})


def _changes_nothing(said: Draft, base: Revision | None) -> Iterator[Fault]:
    same = base is not None and not compare(base.concept, said.concept).changes
    if same and said.valid_from is None and not said.correction:
        yield Fault("/content", "changes-nothing")


def _carried(said: Draft, base: Revision | None) -> Draft:
    """The draft with those claims of its base that it left out."""
    sections = {
        language: _with_claim(language, section, said, base) for language, section in said.concept.languages.items()
    }
    return replace(said, concept=replace(said.concept, languages=sections), unsaid=frozenset())


def _with_claim(language: str, section: LanguageSection, said: Draft, base: Revision | None) -> LanguageSection:
    was = base.concept.languages.get(language) if base else None
    return replace(section, based_on=was.based_on) if was and language in said.unsaid else section


def _without_repetition(said: Draft, base: Revision | None) -> Draft:
    """The draft without a date and a note that only came back with its base."""
    if base is None:
        return said
    same_date, same_note = said.valid_from == base.valid_from, said.change_note == base.change_note
    return replace(
        said,
        valid_from=None if same_date else said.valid_from,
        change_note=None if same_note else said.change_note,
    )
