"""What a script needs to find a glossary's terms in somebody's text: every form, and what a reader is told of each."""

from __future__ import annotations

from collections.abc import Iterable

from glossary.annotating import named
from glossary.model import Autolink, Revision, Value
from glossary.readable import source_line, status_line

MOST_CONCEPTS = 20_000
MOST_DEFINED = 10_000


class ListedForm(Value, frozen=True, kw_only=True):
    """A form of a term, the place of its concept in the list, and how it may be linked."""

    text: str
    concept: int
    exact: bool
    autolink: Autolink


class ToldConcept(Value, frozen=True, kw_only=True):
    """What a reader is told of a concept in one language; no definition where the source gives none."""

    id: str
    name: str
    definition: str | None
    source: str | None
    status: str | None


class WordList(Value, frozen=True, kw_only=True):
    """The forms of a glossary in one language, by form; `whole` says that what is told of the concepts is small."""

    language: str
    concepts: tuple[ToldConcept, ...]
    forms: tuple[ListedForm, ...]

    @property
    def whole(self) -> bool:
        """Whether the list is small enough to be sent with its definitions."""
        return len(self.forms) <= MOST_DEFINED


def word_list(revisions: Iterable[Revision], language: str) -> WordList:
    """All forms by which the concepts of some revisions are recognised in a language, those never linked too."""
    by_id = {each.concept.id: each for each in revisions if language in each.concept.languages}
    ids = sorted(by_id)
    forms = [
        ListedForm(text=form.text, concept=place, exact=form.is_exact, autolink=form.autolink)
        for place, concept in enumerate(ids)
        for form in named(by_id[concept].concept, by_id[concept].number).forms
        if form.language == language
    ]
    return WordList(
        language=language,
        concepts=tuple(told(by_id[concept], language) for concept in ids),
        forms=tuple(sorted(forms, key=lambda form: (form.text, form.concept))),
    )


def told(revision: Revision, language: str) -> ToldConcept:
    """What a reader is told of a concept: its preferred term, the whole definition, whose words these are."""
    section = revision.concept.languages[language]
    definition = section.definition
    return ToldConcept(
        id=revision.concept.id,
        name=section.preferred.text,
        definition=definition.text if definition else None,
        source=source_line(definition.source, language) if definition and definition.source else None,
        status=status_line(revision, language) if section.text_status != "original" else None,
    )
