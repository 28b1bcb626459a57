"""Which of several matches comes first, and which of them are the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from glossary.search.entries import Form
from glossary.search.values import TermMatch
from glossary.text import STAGES

_BY_KANA = STAGES.index("script_variant") + 1
_REASONS = (
    *(*STAGES[:_BY_KANA], "okurigana", *STAGES[_BY_KANA:]),
    *("reading", "romaji", "search_form", "past_term", "prefix", "part", "fuzzy"),
)
_RANK = {reason: rank for rank, reason in enumerate(_REASONS)}
_STATUS = {"preferred": 0, "admitted": 1, "deprecated": 2, "superseded": 2, None: 3}

Told = tuple[object, ...]


class Lead(NamedTuple):
    """A form, and how it was recognised."""

    form: Form
    matched_on: str

    @property
    def match(self) -> TermMatch:
        """The lead as an answer."""
        return self.form.match(self.matched_on)


def by_term(lead: Lead) -> Told:
    """The same term."""
    entry, name = lead.form
    return entry.glossary, entry.concept, name.language, name.place, name.text


def by_concept(lead: Lead) -> Told:
    """The same concept."""
    return lead.form.entry.glossary, lead.form.entry.concept


def in_order(lead: Lead) -> Told:
    """What is in force first, then by how the form was recognised, then preferred terms."""
    entry, name = lead.form
    return (
        entry.retired,
        name.origin == "past",
        _RANK[lead.matched_on],
        _STATUS[name.status],
        entry.glossary,
        entry.concept,
        name.language,
        len(name.text),
    )


def as_suggested(form: Form) -> Told:
    """What is in force first, then preferred terms, then those of concepts that others lead to, then shorter ones."""
    entry, name = form
    return (
        name.origin == "past", entry.retired, _STATUS[name.status], -entry.use, len(name.text),
        entry.glossary, entry.concept, name.text,
    )  # fmt: skip


def whole_as_suggested(lead: Lead) -> Told:
    """The same of whole forms, the most literal before those that others lead to."""
    past, retired, *others = as_suggested(lead.form)
    return past, retired, _RANK[lead.matched_on], *others


def best(found: Iterable[Lead], same: Callable[[Lead], Told]) -> list[Lead]:
    """The leads in order, of those that are the same only the first."""
    first: dict[Told, Lead] = {}
    for lead in sorted(found, key=in_order):
        first.setdefault(same(lead), lead)
    return list(first.values())
