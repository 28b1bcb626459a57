"""What an editor of a glossary should look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from glossary.asking import NOW, state_of
from glossary.checks import Finding, check
from glossary.model import Concept, Revision
from glossary.opened import Opened
from glossary.store import Reader
from glossary.surrounding import NOTHING_MERGED, KnownGlossary


class WithChecks(Opened):
    """A glossary whose concepts are checked, beside all else that it says."""

    def checked(
        self, concept: Concept, before: Concept | None = None, merged: str | None = None
    ) -> tuple[Finding, ...]:
        """What an editor should look at in a concept as somebody would have it, errors first; nothing is stored.

        `before` is the wording that it is to follow, `merged` the concept that it takes in.
        """
        return self._checked(concept, lambda _: before, {merged: concept.id} if merged else NOTHING_MERGED)

    def checked_as_recorded(self, revision: Revision) -> tuple[Finding, ...]:
        """What an editor should look at in a revision, which followed the one before it."""
        return self._checked(revision.concept, lambda reader: _before(reader, revision))

    def _checked(
        self,
        concept: Concept,
        before: Callable[[Reader], Concept | None],
        merged: Mapping[str, str] = NOTHING_MERGED,
    ) -> tuple[Finding, ...]:
        search = self._caught_up_search()
        with self._reading() as reader:
            state, settings = state_of(reader, NOW, self._clock()), reader.settings()
            beside = KnownGlossary(
                self.id, settings, search, lambda other: reader.holding(other, state), before(reader), merged
            )
            return check(concept, beside)


def _before(reader: Reader, revision: Revision) -> Concept | None:
    """What the revision before said; None where there was none, or its text is gone."""
    found = reader.revision(revision.concept.id, revision.number - 1) if revision.number > 1 else None
    return found.concept if found and not found.redaction("content") else None
