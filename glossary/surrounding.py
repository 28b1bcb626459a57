"""What the checks ask about a glossary, answered from the search and the record: few concepts are read, once each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from glossary.checks import Named, Use
from glossary.checks.spans import spans, used
from glossary.model import Concept, Revision, Settings
from glossary.search import Search, TermMatch
from glossary.text import key

Standing = Callable[[str], Revision | None]


class KnownGlossary:
    """A glossary as it stands when first asked; made for one concept or for many, and let go after."""

    def __init__(self, glossary: str, settings: Settings, search: Search, standing: Standing) -> None:
        self._glossary, self.settings, self._search, self._standing = glossary, settings, search, standing
        self._concepts: dict[str, Concept | None] = {}

    def named(self, form: str, language: str) -> Sequence[Named]:
        """The terms of a language that are spelled like this, but for what `glossary.text.key` folds away."""
        return self._found([form], language).get(form, ())

    def uses(self, text: str, language: str) -> Sequence[Use]:
        """The terms used in a text, in order, none within another; the longest where several begin together."""
        forms = {key(text[span.start : span.end]) for span in spans(text)}
        found = self._found(filter(None, forms), language)
        return tuple(Use(start=span.start, end=span.end, named=named) for span, named in used(text, found))

    def concept(self, concept: str) -> Concept | None:
        """A concept in today's wording; None where none is in force."""
        if concept not in self._concepts:
            self._concepts[concept] = _in_force(self._standing(concept))
        return self._concepts[concept]

    def _found(self, forms: Iterable[str], language: str) -> dict[str, tuple[Named, ...]]:
        found = self._search.spelled(forms, language, self._glossary)
        return {form: tuple(map(_named, terms)) for form, terms in found.items()}


def _named(match: TermMatch) -> Named:
    return Named(concept=match.concept, term=match.text, status=match.status or "admitted", retired=match.retired)


def _in_force(revision: Revision | None) -> Concept | None:
    return revision.concept if revision and revision.status == "current" else None
