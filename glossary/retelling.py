"""A recorded change told to a person: in a line, and as HTML with what differs from the wording before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from html import escape
from itertools import pairwise
from typing import Any

from glossary.calendars import shown_moment
from glossary.diff import Change, Difference, Segment, SegmentOp
from glossary.i18n import N_, translate
from glossary.labels import FIELDS, GRADES, LANGUAGES, NOTE_KINDS, REVISION_KINDS, TERM_STATUSES, TEXT_STATUSES
from glossary.model import Revision, Settings, Value

KINDS = {**REVISION_KINDS, "upcoming": N_("upcoming")}
_ONE_OF = {"terms": "term", "notes": "note", "examples": "example"}
_CODES: Mapping[str, Mapping[str, str]] = {"text_status": TEXT_STATUSES, "status": TERM_STATUSES, "kind": NOTE_KINDS}
_SIDES: tuple[tuple[SegmentOp, str], ...] = (("delete", "before"), ("insert", "after"))
_TAGS = {"insert": ("<ins>", "</ins>"), "delete": ("<del>", "</del>"), "equal": ("", "")}


class Followed(Value, frozen=True, kw_only=True):
    """A revision, what it differs in from the one before it, and whether its wording still lies ahead.

    `updated` is when it was recorded, or when its wording came into force where that was later.
    """

    revision: Revision
    difference: Difference | None
    upcoming: bool
    updated: datetime


def title(change: Followed, settings: Settings, language: str, section: str | None = None) -> str:
    """A change in a line: the term, what was done, how far it goes, and from when it holds if it lies ahead."""
    revision, grade = change.revision, change.difference.grade if change.difference else None
    facts = {
        "term": _term(revision, settings, section or language),
        "kind": translate(language, REVISION_KINDS[revision.kind]),
    }
    if grade and revision.kind in ("change", "correction"):
        told = translate(language, N_("{term}: {kind} ({grade})"), grade=translate(language, GRADES[grade]), **facts)
    else:
        told = translate(language, N_("{term}: {kind}"), **facts)
    if not change.upcoming:
        return told
    return translate(
        language, N_("{title} (upcoming, from {date})"), title=told, date=_since(change, settings, language)
    )


def html(change: Followed, settings: Settings, language: str, section: str | None = None) -> str:
    """A change as HTML: since when it holds, the remark on it, and every difference, nothing cut.

    What was added is in `ins`, what was taken away in `del`; a first wording is told whole.
    """
    return "".join([*_paragraphs(change, settings, language), *_body(change, settings, language, section)])


def _paragraphs(change: Followed, settings: Settings, language: str) -> Iterator[str]:
    message = N_("This wording is upcoming; it holds from {date}.") if change.upcoming else N_("Holds from {date}.")
    yield f"<p>{escape(translate(language, message, date=_since(change, settings, language)))}</p>"
    note = change.revision.change_note or {}
    if remark := note.get(language) or next(iter(note.values()), ""):
        yield f"<p>{_labelled(language, translate(language, N_('Remark')), _lines(remark))}</p>"
    successor = change.revision.concept.replaced_by
    if successor and not any(each.path == "/replaced_by" for each in _differences(change)):
        yield f"<p>{_labelled(language, field_named('/replaced_by', language), escape(successor))}</p>"


def _body(change: Followed, settings: Settings, language: str, section: str | None) -> Iterator[str]:
    if change.difference is None:
        yield from _whole(change.revision, settings, section)
    elif change.difference.changes:
        yield f"<ul>{''.join(_item(each, language) for each in _differences(change))}</ul>"


def _differences(change: Followed) -> tuple[Change, ...]:
    return change.difference.changes if change.difference else ()


def _whole(revision: Revision, settings: Settings, only: str | None) -> Iterator[str]:
    for language in settings.languages:
        section = revision.concept.languages.get(language)
        if section and only in (None, language):
            none = translate(language, N_("The source gives no definition."))
            defined = _lines(section.definition.text if section.definition else none)
            yield f'<h2 lang="{language}">{escape(section.preferred.text)}</h2><p lang="{language}">{defined}</p>'


def _item(change: Change, language: str) -> str:
    facts = {"field": field_named(change.path, language), "grade": translate(language, GRADES[change.grade])}
    label = translate(language, N_("{field} ({grade})"), **facts)
    spoken, told = _spoken(change.path), _marked(change, language)
    if spoken:
        told = f'<span lang="{spoken}">{told}</span>'
    return f"<li>{_labelled(language, label, told)}</li>"


def field_named(path: str, language: str) -> str:
    """How the member of a concept at a JSON pointer is called: 日本語・定義."""
    steps = _members(path)
    spoken = _spoken(path)
    named = [FIELDS[step] for step in (steps[2:] if spoken else steps) if step in FIELDS]
    if spoken in LANGUAGES:
        named.insert(0, LANGUAGES[spoken])
    return translate(language, N_(", ")).join(translate(language, each) for each in named) or path


def _members(path: str) -> list[str]:
    """The names on the way to a member, of one item of a list where a number follows."""
    steps = path.strip("/").split("/")
    ones = [_ONE_OF.get(step, step) if after.isdecimal() else step for step, after in pairwise((*steps, ""))]
    return [step for step in ones if not step.isdecimal()]


def _spoken(path: str) -> str:
    """The language of the section in which a JSON pointer leads; empty for what concerns the whole concept."""
    steps = path.split("/")
    return steps[2] if path.startswith("/languages/") else ""


def _marked(change: Change, language: str) -> str:
    segments = change.segments or _as_segments(change, language)
    return "".join(f"{_TAGS[each.op][0]}{_lines(each.text)}{_TAGS[each.op][1]}" for each in segments)


def _as_segments(change: Change, language: str) -> Iterator[Segment]:
    """What stood there and what stands there, as a whole; the words of closed lists as readers know them."""
    words = _CODES.get(change.path.rpartition("/")[2], {})
    for op, side in _SIDES:
        value = getattr(change, side)
        if value not in (None, [], ""):
            label = words.get(value) if isinstance(value, str) else None
            yield Segment(op=op, text=translate(language, label) if label else _plain(value))


def _plain(value: Any) -> str:
    """A value of a concept in words, whatever it is."""
    if isinstance(value, dict):
        told = value.get("text") or value.get("citation") or value.get("target") or value.get("uri")
        return str(told) if told else "; ".join(f"{name}: {_plain(each)}" for name, each in value.items())
    if isinstance(value, list):
        return " / ".join(map(_plain, value))
    return "" if value is None else str(value)


def _term(revision: Revision, settings: Settings, language: str) -> str:
    sections = revision.concept.languages
    told = next((each for each in (language, settings.source_language) if each in sections), min(sections))
    return sections[told].preferred.text


def _since(change: Followed, settings: Settings, language: str) -> str:
    return shown_moment(change.revision.valid_from, settings.time_zone, language)


def _labelled(language: str, label: str, marked: str) -> str:
    return translate(language, N_("{label}: {text}"), label=f"<strong>{escape(label)}</strong>", text=marked)


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
