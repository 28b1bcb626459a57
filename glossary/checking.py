"""What an editor of a glossary should look at."""

from __future__ import annotations

from glossary.asking import NOW, state_of
from glossary.checks import Finding, check
from glossary.model import Concept
from glossary.opened import Opened
from glossary.surrounding import KnownGlossary


class WithChecks(Opened):
    """A glossary whose concepts are checked, beside all else that it says."""

    def checked(self, concept: Concept) -> tuple[Finding, ...]:
        """What an editor should look at in a concept as somebody would have it, errors first; nothing is stored."""
        search = self._caught_up_search()
        with self._reading() as reader:
            state = state_of(reader, NOW, self._clock())
            known = KnownGlossary(self.id, reader.settings(), search, lambda other: reader.holding(other, state))
            return check(concept, known)
