"""Which of several matches comes first, and which of them are the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence

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


def by_term(match: TermMatch) -> Told:
    """The same term."""
    return match.glossary, match.concept, match.language, match.term_index, match.text


def by_concept(match: TermMatch) -> Told:
    """The same concept."""
    return match.glossary, match.concept


def in_order(match: TermMatch) -> Told:
    """What is in force first, then by how the form was recognised, then preferred terms."""
    return (
        match.retired,
        match.past,
        _RANK[match.matched_on],
        _STATUS[match.status],
        match.glossary,
        match.concept,
        match.language,
        len(match.text),
    )


def as_suggested(match: TermMatch) -> Told:
    """Whole forms first, then preferred terms, then shorter ones."""
    begins = match.matched_on == "prefix"
    rank = 0 if begins else _RANK[match.matched_on]
    return (
        begins, match.past, match.retired, rank, _STATUS[match.status], len(match.text),
        match.glossary, match.concept, match.text,
    )  # fmt: skip


def best(
    found: Sequence[TermMatch],
    same: Callable[[TermMatch], Told],
    order: Callable[[TermMatch], Told] = in_order,
) -> list[TermMatch]:
    """The matches in order, of those that are the same only the first."""
    first: dict[Told, TermMatch] = {}
    for match in sorted(found, key=order):
        first.setdefault(same(match), match)
    return list(first.values())
