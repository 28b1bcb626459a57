"""What would come of a proposal: what differs, what it collides with, what falls behind, what hangs on the concept."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from glossary import store
from glossary.calling import with_names
from glossary.comparison import Comparison, compared
from glossary.diff import Difference
from glossary.merging import absorbed
from glossary.model import Revision, Value
from glossary.proposals import Collision, Proposal
from glossary.proposing import draft_of, forms_of
from glossary.recording import kept
from glossary.revising import Circumstances, next_revision
from glossary.store import Reader
from glossary.times import written


class Outlook(Value, frozen=True, kw_only=True):
    """What would come of a proposal if it were accepted as it is.

    `comparison` has the base (of a merge: the concept that takes the other in) and the revision that would follow it;
    `head` is the newest revision of the concept; `behind` are the languages whose source text it changes under them.
    """

    comparison: Comparison
    collisions: tuple[Collision, ...]
    behind: tuple[str, ...]
    head: int
    stale: bool

    @property
    def difference(self) -> Difference:
        """What differs from the base, and how far that goes."""
        return self.comparison.difference


def outlook(reader: Reader, proposal: Proposal) -> Outlook:
    """What would come of a proposal, numbered or not."""
    head = reader.newest(proposal.concept)
    base = reader.revision(proposal.concept, proposal.base) if proposal.base else None
    before, after = _sides(reader, proposal, base)
    newest = head.number if head else 0
    return Outlook(
        comparison=replace(with_names(reader, [compared(before, after)])[0], proposed=True),
        collisions=_collisions(reader, proposal, base) if proposal.pending else (),
        behind=_behind(after, base) if proposal.content.concept else (),
        head=newest,
        stale=proposal.pending and proposal.base < newest,
    )


def _sides(reader: Reader, proposal: Proposal, base: Revision | None) -> tuple[Revision | None, Revision | None]:
    """What is compared: a merge shows what the other concept takes in, a retirement what replaces the concept."""
    if proposal.kind == "merge":
        into = reader.newest(proposal.content.into or "")
        return into, replace(into, concept=absorbed(into.concept, base.concept)) if into and base else into
    if proposal.kind == "retirement" and base:
        return base, replace(base, status="retired", concept=replace(base.concept, replaced_by=proposal.content.into))
    return base, _upcoming(reader, proposal, base)


def _upcoming(reader: Reader, proposal: Proposal, base: Revision | None) -> Revision | None:
    """The revision that would follow the base."""
    if proposal.content.concept is None:
        return base
    around = Circumstances(
        glossary=reader.glossary,
        author=proposal.person,
        moment=written(proposal.changed_at),
        time_zone=reader.settings().time_zone,
        head=base,
        history=lambda number: kept(reader, proposal.concept, number),
    )
    return next_revision(draft_of(proposal.content.concept, proposal.content), around) or base


def _behind(after: Revision | None, base: Revision | None) -> tuple[str, ...]:
    synced = after.sync if after else {}
    return tuple(each for each, sync in synced.items() if sync.state == "behind" and _newly(each, base, sync.behind))


def _newly(language: str, base: Revision | None, behind: Sequence[int]) -> bool:
    return base is None or language not in base.sync or base.sync[language].behind != tuple(behind)


def _collisions(reader: Reader, proposal: Proposal, base: Revision | None) -> tuple[Collision, ...]:
    """The other pending proposals on the same concept, and those that would use the same forms."""
    connection, glossary, number = reader.connection, proposal.glossary, proposal.number
    concepts = [each for each in (proposal.concept, proposal.content.into) if each]
    found = {
        other: Collision(proposal=other, concept=concept, on="concept")
        for other, concept in store.pending_on(connection, glossary, concepts)
        if other != number
    }
    forms = list(forms_of(proposal.content, base.concept if base else None))
    for other, concept, form in store.pending_forms(connection, glossary, forms):
        if other != number:
            met = found.get(other, Collision(proposal=other, concept=concept, on="term"))
            found[other] = replace(met, forms=(*met.forms, form))
    return tuple(found[other] for other in sorted(found))
