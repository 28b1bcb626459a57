"""What looking something up answers."""

from __future__ import annotations

from collections.abc import Sequence

from api.answers import Answer, SummaryAnswer
from api.telling import summary_answer
from glossary import Glossaries, Hit, MissedForm, Revision, TermMatch, model


class FoundTerm(Answer, frozen=True, kw_only=True):
    """The term that a form belongs to."""

    text: str
    language: str
    status: model.TermStatus | None


class MatchAnswer(Answer, frozen=True, kw_only=True):
    """A concept that has the form, and by which way of writing it was recognised."""

    concept: SummaryAnswer
    term: FoundTerm
    matched_on: str


class MatchesAnswer(Answer, frozen=True, kw_only=True):
    """What is a form of which term: several where the form is a homograph."""

    form: str
    matches: list[MatchAnswer]


class LookupAnswer(Answer, frozen=True, kw_only=True):
    """The same for many forms, in the order asked."""

    results: list[MatchesAnswer]


class MissedAnswer(Answer, frozen=True, kw_only=True):
    """What people looked up in vain over the last month, the most missed first."""

    items: list[MissedForm]


class SuggestionsAnswer(Answer, frozen=True, kw_only=True):
    """The terms that begin like what has been typed so far."""

    prefix: str
    suggestions: list[MatchAnswer]


class RangeAnswer(Answer, frozen=True, kw_only=True):
    """A stretch of a text, in code points."""

    start: int
    end: int


class HighlightAnswer(Answer, frozen=True, kw_only=True):
    """The text in which something was found, where in it, and the same as safe HTML."""

    text: str
    language: str
    ranges: list[RangeAnswer]
    html: str


class HitAnswer(Answer, frozen=True, kw_only=True):
    """A concept that was found, why, and where: in which revision, dated when it is not the one in force."""

    concept: SummaryAnswer
    matched_on: str
    revision: int
    valid_from: str | None
    field: str
    score: float
    highlight: HighlightAnswer


class SearchAnswer(Answer, frozen=True, kw_only=True):
    """Hits, best first; `did_you_mean` where nothing was as written; `degraded` while texts cannot be searched."""

    query: str
    hits: list[HitAnswer]
    total: int
    next: str | None
    did_you_mean: str | None
    facets: dict[str, dict[str, int]] | None
    degraded: bool


def match_answers(house: Glossaries, found: Sequence[TermMatch], base: str) -> list[MatchAnswer]:
    """Matches with their concepts."""
    revisions = house.revisions_of(found)
    return [
        MatchAnswer(
            concept=summary_answer(revision, base),
            term=FoundTerm(text=match.text, language=match.language, status=match.status),
            matched_on=match.matched_on,
        )
        for match, revision in zip(found, revisions, strict=True)
    ]


def hit_answers(house: Glossaries, found: Sequence[Hit], base: str) -> list[HitAnswer]:
    """Hits with their concepts."""
    return [_hit(hit, revision, base) for hit, revision in zip(found, house.revisions_of(found), strict=True)]


def _hit(hit: Hit, revision: Revision, base: str) -> HitAnswer:
    shown = hit.highlight
    return HitAnswer(
        concept=summary_answer(revision, base),
        matched_on=hit.matched_on,
        revision=hit.number,
        valid_from=hit.valid_from,
        field=hit.field,
        score=round(hit.score, 4),
        highlight=HighlightAnswer(
            text=shown.text,
            language=shown.language,
            ranges=[RangeAnswer(start=start, end=end) for start, end in shown.ranges],
            html=shown.html,
        ),
    )


class AuditedAnswer(Answer, frozen=True, kw_only=True):
    """Who changed what, and when; `name` is null once the person has been erased."""

    number: int
    at: str
    person: str
    name: str | None
    action: str
    glossary: str | None
    subject: str
    reason: str | None


class AuditAnswer(Answer, frozen=True, kw_only=True):
    """A page of the audit, newest first."""

    items: list[AuditedAnswer]
    next: str | None
