"""What those ask who walk through a whole glossary: all its concepts, which name which, and who shows them."""

from __future__ import annotations

from collections.abc import Sequence

from glossary import store
from glossary.embeds import since
from glossary.model import RelationType, Revision, choices
from glossary.opened import Opened
from glossary.store import EmbedCount, Listed, Reader


class WithRoll(Opened):
    """The part of a glossary that lists all its concepts, and the sites that show them."""

    def roll(self, after: str = "", limit: int = 500) -> list[Listed]:
        """The concepts in force with ids after one, by id, and since when each says what it says."""
        self._settle()
        with self._database.reading() as connection:
            return store.roll(connection, self.id, after, limit)

    def roll_ends(self, step: int) -> list[str]:
        """Where to cut the roll into pages of so many concepts: the last id of each page but the last."""
        self._settle()
        with self._database.reading() as connection:
            return store.roll_ends(connection, self.id, step)

    def embeds(self, concept: str, limit: int = 50) -> list[EmbedCount]:
        """The sites that showed a concept over the last month, those that asked most first."""
        with self._database.reading() as connection:
            return store.embeds(connection, self.id, concept, since(self._clock()), limit)

    def pointing_at(self, concept: str, limit: int = 200) -> list[Revision]:
        """The concepts of today that name this one in a relation, in the order of their ids."""
        return self._naming(concept, choices(RelationType), limit)

    def contrasting(self, limit: int = 200) -> list[Revision]:
        """The concepts of today that keep a relation of contrast, in the order of their ids."""
        return self._naming(None, ("contrast",), limit)

    def _naming(self, concept: str | None, types: Sequence[str], limit: int) -> list[Revision]:
        with self._database.reading() as connection:
            named = store.pointing(connection, self.id, concept, types, limit)
            return Reader(connection, self.id).recorded(named)
