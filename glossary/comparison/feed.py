"""An entry of the log as a feed tells it: a line, and HTML that needs no style sheet, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from glossary.calendars import shown_moment
from glossary.comparison.html import paragraph, text
from glossary.comparison.inline import marked
from glossary.comparison.rows import Row, languages_of, rows
from glossary.comparison.settings import settings_rows
from glossary.comparison.titles import edition_title, judged
from glossary.comparison.values import Comparison, Followed, Grading, NewSettings, Removal
from glossary.comparison.words import named, named_in, other_named, said_in, say
from glossary.diff import Segment
from glossary.i18n import N_
from glossary.labels import ENTRIES, FIELDS, GRADES, PARTS
from glossary.model import Edition, Settings
from glossary.texts import by_language


def followed_title(entry: Followed, settings: Settings, reader: str, section: str | None = None) -> str:
    """An entry in a line: what it is about, what was done, how far that goes, and from when it holds if it lies ahead.

    Concepts are called as in the language of `section`, otherwise as in the reader's.
    """
    told = _title(entry, reader, section or reader)
    if not entry.upcoming or not isinstance(entry.told, Comparison):
        return told
    return say(reader, N_("{title} (upcoming, from {date})"), title=told, date=_since(entry.told, settings, reader))


def followed_html(entry: Followed, settings: Settings, reader: str, section: str | None = None) -> str:
    """An entry as HTML: what was added is in `ins`, what was taken away in `del`; a first wording is told whole.

    What is in another language than the reader's says so, and nothing is cut.
    """
    return "".join(_parts(entry, settings, reader, section))


def _title(entry: Followed, reader: str, language: str) -> str:
    kind = say(reader, ENTRIES[entry.kind])
    match entry.told:
        case Comparison():
            return _changed(entry.told, kind, reader, language)
        case Edition():
            return say(reader, N_("{label}: {text}"), label=kind, text=edition_title(entry.told, reader))
        case Removal() | Grading():
            concept = other_named(entry.told.called, entry.told.concept, language)
            of = say(reader, N_("{of}, revision {number}"), of=concept, number=entry.told.revision)
            return say(reader, N_("{label}: {text}"), label=of, text=kind)
    return kind


def _changed(comparison: Comparison, kind: str, reader: str, language: str) -> str:
    grade = comparison.difference.grade if comparison.before else None
    facts = {"term": named(comparison.newest, language), "kind": kind}
    if grade is None or comparison.newest.kind not in ("change", "correction"):
        return say(reader, N_("{term}: {kind}"), **facts)
    return say(reader, N_("{term}: {kind} ({grade})"), grade=say(reader, GRADES[grade]), **facts)


def _parts(entry: Followed, settings: Settings, reader: str, section: str | None) -> Iterator[str]:
    match entry.told:
        case Comparison():
            yield from _about(entry, entry.told, settings, reader)
            yield _list(_rows(entry.told, settings, reader, section), reader)
        case Edition():
            yield from _edition(entry.told, settings, reader)
        case NewSettings():
            yield _list(settings_rows(entry.told, reader), reader)
        case Removal():
            yield paragraph(_removal(entry.told, reader))
        case Grading():
            yield from _grading(entry.told, reader)


def _about(entry: Followed, comparison: Comparison, settings: Settings, reader: str) -> Iterator[str]:
    """Since when a wording holds, what was said about it, and what replaces the concept."""
    message = N_("This wording is upcoming; it holds from {date}.") if entry.upcoming else N_("Holds from {date}.")
    yield paragraph(say(reader, message, date=_since(comparison, settings, reader)))
    revision = comparison.newest
    if note := revision.change_note:
        tag = reader if reader in note else next(iter(note))
        yield f"<p>{_labelled(say(reader, N_('Remark')), _spoken(text(said_in(tag, note)), tag, reader), reader)}</p>"
    if revision.concept.replaced_by:
        label, successor = say(reader, FIELDS["replaced_by"]), revision.concept.replaced_by
        called = comparison.called.get(successor, {})
        tag = reader if reader in called else next(iter(called), reader)
        told = _spoken(text(other_named(comparison.called, successor, reader)), tag, reader)
        yield f"<p>{_labelled(label, told, reader)}</p>"


def _rows(comparison: Comparison, settings: Settings, reader: str, section: str | None) -> list[Row]:
    """The rows of every language, or of one; what concerns the whole concept only once."""
    found: list[Row] = []
    for tag in languages_of(comparison, settings, section) or [reader]:
        told = rows(comparison, tag, settings, reader)
        found += [row for row in told if row.differs and row not in found and not _is_successor(row)]
    if comparison.before:
        return found
    return [
        row._replace(segments=_whole(row), change=None) for row in (*found, *_undefined(comparison, reader, section))
    ]


def _undefined(comparison: Comparison, reader: str, section: str | None) -> Iterator[Row]:
    """That the source defines nothing, for each language of a first wording in which that is so."""
    none = Segment(op="equal", text=say(reader, N_("The source gives no definition.")))
    for tag, found in comparison.newest.concept.languages.items():
        if section in (None, tag) and found.definition is None:
            yield Row(named_in(reader, tag, say(reader, FIELDS["definition"])), (none,))


def _is_successor(row: Row) -> bool:
    return row.change is not None and row.change.path == "/replaced_by"


def _whole(row: Row) -> tuple[Segment, ...]:
    """The text of a first wording, of which nothing needs to be marked."""
    return tuple(Segment(op="equal", text=each.text) for each in row.segments)


def _list(found: list[Row], reader: str) -> str:
    return f"<ul>{''.join(_item(row, reader) for row in found)}</ul>" if found else ""


def _item(row: Row, reader: str) -> str:
    label = f"{row.field} {judged(row, reader)}".rstrip()
    return f"<li>{_labelled(label, _spoken(marked(row, None), row.spoken, reader), reader)}</li>"


def _edition(edition: Edition, settings: Settings, reader: str) -> Iterator[str]:
    yield paragraph(say(reader, N_("As of {date}."), date=shown_moment(edition.date, settings.time_zone, reader)))
    for texts in filter(None, (edition.title, edition.cites)):
        yield from (f"<p>{_spoken(text(words), tag, reader)}</p>" for tag, words in texts.items())


def _removal(removal: Removal, reader: str) -> str:
    told = say(reader, N_("[removed: {reason}]"), reason=removal.redaction.reason or "")
    return say(reader, N_("{label}: {text}"), label=say(reader, PARTS[removal.redaction.part]), text=told)


def _grading(grading: Grading, reader: str) -> Iterator[str]:
    yield paragraph(say(reader, GRADES[grading.grade]))
    for tag, reason in by_language(grading.reason).items() if grading.reason else ():
        yield f"<p>{_labelled(say(reader, N_('Reason')), _spoken(text(reason), tag, reader), reader)}</p>"


def _since(comparison: Comparison, settings: Settings, reader: str) -> str:
    return shown_moment(comparison.newest.valid_from, settings.time_zone, reader)


def _labelled(label: str, inner: str, reader: str) -> str:
    return say(reader, N_("{label}: {text}"), label=f"<strong>{escape(label)}</strong>", text=inner)


def _spoken(inner: str, language: str, reader: str) -> str:
    return inner if language in ("", reader) else f'<span lang="{escape(language)}">{inner}</span>'
