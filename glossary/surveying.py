"""Looking through drafts before any of them is recorded: what is wrong with them, and what they await of each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from glossary.errors import InvalidContent, RetiredConceptChanged
from glossary.faults import Fault
from glossary.model import Concept, ConceptStatus, Draft, Settings
from glossary.revising import reference_faults
from glossary.store import Reader
from glossary.validity import concept_faults

MOST_FAULTS = 1000
_ANY_NUMBER = 2**31


class Survey:
    """What is wrong with drafts that come one batch after the other and may refer to each other.

    Only those of a dated series may say that a concept was retired, and follow its retirement.
    """

    def __init__(self, settings: Settings, *, dated: bool = False) -> None:
        self.settings = settings
        self._dated = dated
        self._concepts: set[str] = set()
        self._faults: list[Fault] = []
        self._awaited: dict[str, Fault] = {}
        self._retired: str | None = None

    def take(self, reader: Reader, drafts: Sequence[Draft]) -> None:
        """Look through some more drafts."""
        sound = [draft for draft in drafts if self._is_sound(draft)]
        heads = reader.newest_numbers([draft.concept.id for draft in sound])
        known = reader.known(sorted(targets([draft.concept for draft in sound])))
        for draft in sound:
            self._follow(draft, *heads.get(draft.concept.id, (0, "current")), known)
            self._concepts.add(draft.concept.id)

    def refuse(self) -> None:
        """Raise `InvalidContent` or `RetiredConceptChanged` when one of the drafts cannot be recorded."""
        absent = [] if self.hopeless else [each for to, each in self._awaited.items() if to not in self._concepts]
        refuse([*self._faults, *absent][:MOST_FAULTS])
        if self._retired is not None:
            raise RetiredConceptChanged(self._retired)

    @property
    def hopeless(self) -> bool:
        """Whether so much is wrong that nobody wants to read more of it."""
        return len(self._faults) >= MOST_FAULTS

    def _is_sound(self, draft: Draft) -> bool:
        found = list(within(draft, [*concept_faults(draft, self.settings), *self._status(draft)]))
        self._faults += found
        return not found

    def _status(self, draft: Draft) -> Iterator[Fault]:
        if draft.status == "retired" and not self._dated:
            yield Fault("/status", "only-in-a-history")

    def _follow(self, draft: Draft, number: int, status: ConceptStatus, known: set[str]) -> None:
        """Note what keeps a draft from following revision `number` of its concept (0: from being its first)."""
        again = draft.concept.id in self._concepts
        if status == "retired" and not self._dated:
            self._retired = self._retired or draft.concept.id
        if draft.correction and not number and not again:
            self._faults += within(draft, [Fault("/correction", "nothing-to-correct")])
        for fault in within(draft, reference_faults(draft.concept, _ANY_NUMBER if again else number + 1, known)):
            self._refer(fault)

    def _refer(self, fault: Fault) -> None:
        if fault.code == "unknown-target":
            self._awaited.setdefault(fault.facts["target"], fault)
        else:
            self._faults.append(fault)


def refuse(faults: Iterable[Fault]) -> None:
    """Raise `InvalidContent` when anything is wrong."""
    found = list(faults)
    if found:
        raise InvalidContent(found)


def within(draft: Draft, faults: Iterable[Fault]) -> Iterator[Fault]:
    """The faults of a draft with the id of its concept before the place."""
    for fault in faults:
        yield msgspec.structs.replace(fault, pointer=f"/{draft.concept.id}{fault.pointer}")


def targets(concepts: Sequence[Concept]) -> set[str]:
    """The concepts that some concepts refer to."""
    found = {relation.target for concept in concepts for relation in concept.relations}
    return found | {concept.replaced_by for concept in concepts if concept.replaced_by is not None}
