"""What is answered about running texts: the terms that stand in them, and how a translation uses them."""

from __future__ import annotations

from api.answers import Answer, SummaryAnswer
from api.findings import FoundTerm
from api.telling import summary_answer
from glossary import Annotation, Passage, Severity, Side, TermMark, UseFinding, languages


class MarkAnswer(Answer, frozen=True, kw_only=True):
    """A term where it stands in what was sent, in code points and in UTF-16 code units; `end` is the place after it."""

    start: int
    end: int
    start_utf16: int
    end_utf16: int
    text: str
    concept: SummaryAnswer
    term: FoundTerm
    matched_on: str


class AnnotationAnswer(Answer, frozen=True, kw_only=True):
    """The terms in the order of the text; `html` is what was sent with a link at each, null for a plain text."""

    marks: list[MarkAnswer]
    html: str | None


class UseFindingAnswer(Answer, frozen=True, kw_only=True):
    """Something to be said about the use of a term, on one side, where it stands first; and which term is expected."""

    code: str
    severity: Severity
    side: Side
    mark: MarkAnswer
    count: int
    expected: FoundTerm | None
    messages: dict[str, str]


class ChecksAnswer(Answer, frozen=True, kw_only=True):
    """All that is to be said about the terms of a translation."""

    findings: list[UseFindingAnswer]


def annotation_answer(found: Annotation, base: str) -> AnnotationAnswer:
    """An annotation as the wire knows it."""
    return AnnotationAnswer(marks=[_mark(each, base) for each in found.marks], html=found.html)


def checks_answer(found: list[UseFinding], target: Passage, base: str) -> ChecksAnswer:
    """Findings as the wire knows them."""
    return ChecksAnswer(findings=[_finding(each, target.language, base) for each in found])


def _mark(mark: TermMark, base: str) -> MarkAnswer:
    return MarkAnswer(
        start=mark.start,
        end=mark.end,
        start_utf16=mark.start_utf16,
        end_utf16=mark.end_utf16,
        text=mark.text,
        concept=summary_answer(mark.revision, base),
        term=FoundTerm(text=mark.term, language=mark.language, status=mark.status),
        matched_on=mark.matched_on,
    )


def _finding(found: UseFinding, language: str, base: str) -> UseFindingAnswer:
    term = found.expected
    return UseFindingAnswer(
        code=found.code,
        severity=found.severity,
        side=found.side,
        mark=_mark(found.mark, base),
        count=found.count,
        expected=FoundTerm(text=term.text, language=language, status=term.status) if term else None,
        messages={each: found.message(each) for each in languages()},
    )
