"""What the checks ask about a glossary, answered from the search and the record: few concepts are read, once each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from glossary.checks import Named, Use
from glossary.checks.spans import spans, used
from glossary.model import Concept, Revision, Settings
from glossary.search import Search, TermMatch
from glossary.text import key

Standing = Callable[[str], Revision | None]
NOTHING_MERGED: Mapping[str, str] = {}


class KnownGlossary:
    """A glossary as it stands when first asked, beside a concept that is to follow a wording; let go after.

    The terms of a concept that is to be merged into another (`merged`: which into which) are those of that one already.
    """

    def __init__(
        self,
        glossary: str,
        settings: Settings,
        search: Search,
        standing: Standing,
        before: Concept | None = None,
        merged: Mapping[str, str] = NOTHING_MERGED,
    ) -> None:
        self._glossary, self.settings, self._search, self._standing = glossary, settings, search, standing
        self.before, self._merged = before, merged
        self._concepts: dict[str, Concept | None] = {}
        self._uses: dict[tuple[str, str], tuple[Use, ...]] = {}

    def named(self, form: str, language: str) -> Sequence[Named]:
        """The terms of a language that are spelled like this, but for what `glossary.text.key` folds away."""
        return self._under([key(form)], language).get(key(form), ())

    def uses(self, text: str, language: str) -> Sequence[Use]:
        """The terms used in a text, in order, none within another; the longest where several begin together."""
        if (text, language) not in self._uses:
            found = self._under({span.key for span in spans(text)}, language)
            self._uses[text, language] = tuple(
                Use(start=span.start, end=span.end, named=named) for span, named in used(text, found)
            )
        return self._uses[text, language]

    def concept(self, concept: str) -> Concept | None:
        """A concept in today's wording; None where none is in force."""
        if concept not in self._concepts:
            self._concepts[concept] = _in_force(self._standing(concept))
        return self._concepts[concept]

    def _under(self, keys: Iterable[str], language: str) -> dict[str, tuple[Named, ...]]:
        found = self._search.under(keys, language, self._glossary)
        return {one: tuple(map(self._as_named, terms)) for one, terms in found.items()}

    def _as_named(self, match: TermMatch) -> Named:
        concept = self._merged.get(match.concept, match.concept)
        return Named(concept=concept, term=match.text, status=match.status or "admitted", retired=match.retired)


def _in_force(revision: Revision | None) -> Concept | None:
    return revision.concept if revision and revision.status == "current" else None
