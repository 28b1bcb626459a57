"""What limits an answer, beside its words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from glossary.model import ConceptStatus
from glossary.search.entries import Entry, Form
from glossary.search.values import Query, Within, chosen


class Filter(NamedTuple):
    """Which concepts and which of their texts may be an answer; None takes all."""

    languages: frozenset[str] | None = None
    statuses: frozenset[ConceptStatus] | None = None
    subjects: frozenset[str] | None = None
    syncs: frozenset[str] | None = None
    within: Within = "current"

    def takes(self, entry: Entry) -> bool:
        """Whether a concept may be an answer."""
        status: ConceptStatus = "retired" if entry.retired else "current"
        has = _one_of(entry.subjects, self.subjects) and _one_of(entry.sync, self.syncs)
        return has and chosen(status, self.statuses)

    def allows(self, form: Form) -> bool:
        """Whether a name may lead to an answer."""
        is_asked = self.within != "past" or form.name.origin == "past"
        return is_asked and chosen(form.name.language, self.languages) and self.takes(form.entry)


def filtered(query: Query) -> Filter:
    """What limits the answer to a query."""
    return Filter(
        _some(query.languages), frozenset(query.statuses), _some(query.subjects), _some(query.syncs), query.within
    )


def _one_of(values: Iterable[str], choice: frozenset[str] | None) -> bool:
    return choice is None or not choice.isdisjoint(values)


def _some(choice: Collection[str] | None) -> frozenset[str] | None:
    return None if choice is None else frozenset(choice)
