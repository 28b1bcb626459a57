"""What is behind its source wording or was never checked against it, with the difference that caused it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from glossary.comparison import Behind, compared
from glossary.listing import ListRequest, Pin
from glossary.model import BasedOn, Revision
from glossary.store import Reader

Lag = Literal["behind", "unreviewed"]


class BehindRequest(msgspec.Struct, frozen=True):
    """What is asked for: behind, or unreviewed; in one language or all, of one subject field or all."""

    language: str | None = None
    sync: Lag = "behind"
    subject: str | None = None

    def listing(self) -> ListRequest:
        """The list of the concepts in question."""
        return ListRequest(language=self.language, sync=self.sync, subject=self.subject)


class BehindPage(msgspec.Struct, frozen=True):
    """Some languages of concepts that are behind or unreviewed, and where the list goes on (None at its end)."""

    items: list[Behind]
    next: Pin | None


def laid_beside(reader: Reader, revisions: Sequence[Revision], request: BehindRequest) -> list[Behind]:
    """Each language of some revisions in the state asked for, with what happened to its source wording since."""
    asked = [(revision, language) for revision in revisions for language in _asked(revision, request)]
    bases = [(revision.concept.id, _base(revision, language)) for revision, language in asked]
    checked = reader.numbered([(concept, base.revision) for concept, base in bases if base and base.revision])
    known = {(each.concept.id, each.number): each for each in checked}
    return [_behind(revision, language, known) for revision, language in asked]


def _asked(revision: Revision, request: BehindRequest) -> list[str]:
    states = revision.sync.items()
    return [tag for tag, sync in states if sync.state == request.sync and request.language in (None, tag)]


def _base(revision: Revision, language: str) -> BasedOn | None:
    return revision.concept.languages[language].based_on


def _behind(revision: Revision, language: str, known: Mapping[tuple[str, int], Revision]) -> Behind:
    base = _base(revision, language)
    before = known.get((revision.concept.id, base.revision)) if base and base.revision else None
    comparison = compared(before, revision, base.language) if base and before else None
    return Behind(revision=revision, language=language, sync=revision.sync[language], comparison=comparison)
