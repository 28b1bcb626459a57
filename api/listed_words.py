"""Lists of words as scripts read them: short rows instead of members with names."""

from __future__ import annotations

from typing import Literal

import msgspec

from api.answers import Answer
from glossary import N_, ListedForm, Settings, ToldConcept, WordList, translate

EXACT, FIRST, NEVER = 1, 2, 4
_FLAGS = {"always": 0, "first": FIRST, "never": NEVER}


class WordListAnswer(Answer, frozen=True, kw_only=True):
    """The forms of a glossary in one language, never changing with who asks or from which page.

    A form is `[form, place of its concept, flags]`, the flags left out where they are 0, otherwise the sum of 1 (its
    case matters), 2 (linked once a page), 4 (never linked: it takes up its words). A concept is `[id, preferred term,
    definition, source, status of the text]`, null for what there is not; of more than 10,000 forms only the first two
    are told, and the rest is asked of `forms/{concept}` when a reader opens it.
    """

    v: Literal[1]
    glossary: str
    language: str
    attribution: str | None
    labels: dict[str, str]
    concepts: list[list[str | None]]
    forms: list[list[str | int]]


class ToldConceptAnswer(Answer, frozen=True, kw_only=True):
    """What a reader is told of one concept, as a list of forms tells it."""

    v: Literal[1]
    glossary: str
    language: str
    concept: list[str | None]


def list_answer(words: WordList, settings: Settings) -> WordListAnswer:
    """A list of words as a script reads it."""
    return WordListAnswer(
        v=1,
        glossary=settings.id,
        language=words.language,
        attribution=settings.attribution.get(words.language),
        labels={
            "link": translate(words.language, N_("See it in the glossary")),
            "undefined": translate(words.language, N_("The source gives no definition.")),
        },
        concepts=[_row(each) if words.whole else [each.id, each.name] for each in words.concepts],
        forms=[_form(each) for each in words.forms],
    )


def concept_answer(told: ToldConcept, glossary: str, language: str) -> ToldConceptAnswer:
    """One concept as a script reads it."""
    return ToldConceptAnswer(v=1, glossary=glossary, language=language, concept=_row(told))


def _row(told: ToldConcept) -> list[str | None]:
    return list(msgspec.structs.astuple(told))


def _form(form: ListedForm) -> list[str | int]:
    flags = (EXACT if form.exact else 0) + _FLAGS[form.autolink]
    return [form.text, form.concept, *([flags] if flags else [])]
