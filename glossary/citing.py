"""How exactly one revision of a concept is cited: in a bibliography, in APA style, and as Japanese papers do it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Literal

import msgspec

from glossary.calendars import Calendar, day_of, shown_date
from glossary.errors import InvalidQuery
from glossary.faults import Fault
from glossary.i18n import N_, listed, translate
from glossary.labels import TEXT_STATUSES
from glossary.model import Edition, LanguageSection, Revision, Settings, Source, TextStatus, Value

Style = Literal["bibtex", "csl-json", "apa", "sist02", "ja"]

JAPANESE_STYLES: frozenset[Style] = frozenset({"sist02", "ja"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
_BABEL = {"ja": "japanese", "en": "english"}
_TEX = str.maketrans(
    {each: f"\\{each}" for each in "%&_#$"}
    | {"{": r"\textbraceleft{}", "}": r"\textbraceright{}", "\\": r"\textbackslash{}"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\n": " "}
)


class Citation(Value, frozen=True, kw_only=True):
    """What a citation says: whose term it is, in which glossary and wording, since when, and when it was read."""

    key: str
    language: str
    term: str
    glossary: str
    publisher: str
    number: int
    edition: str | None
    valid: date
    accessed: date | None
    uri: str | None
    source: str | None
    text_status: TextStatus


def citation(
    revision: Revision,
    settings: Settings,
    language: str,
    accessed: date | None,
    uri: str | None = None,
    edition: Edition | None = None,
) -> Citation:
    """The citation of a revision in a language, or in the source language where it says nothing in that one.

    `accessed` is the day on which it was read, where that is to be told. Raises `InvalidQuery` for a language that
    the glossary doesn't have.
    """
    told, section = _section(revision, settings, language)
    defined = section.definition
    return Citation(
        key=f"{revision.glossary}-{revision.concept.id}-r{revision.number}",
        language=told,
        term=section.preferred.text,
        glossary=_said(settings.title, told, settings),
        publisher=_said(settings.publisher, told, settings) or _said(settings.title, told, settings),
        number=revision.number,
        edition=_said(edition.title, told, settings) if edition else None,
        valid=day_of(revision.valid_at, settings.time_zone),
        accessed=accessed,
        uri=uri,
        source=_source(defined.source, told) if defined and defined.source else None,
        text_status=section.text_status,
    )


def cited(citation: Citation, style: Style, calendar: Calendar = "gregorian") -> str:
    """A citation as text; only the Japanese style knows the Japanese calendar."""
    return _ja(citation, calendar) if style == "ja" else _STYLES[style](citation)


def _bibtex(of: Citation) -> str:
    fields = {
        "author": f"{{{_tex(of.publisher)}}}",
        "title": f"{{{_tex(of.term)}}}",
        "howpublished": _tex(", ".join(filter(None, (of.glossary, of.edition)))),
        "version": str(of.number),
        "year": f"{of.valid.year}",
        "month": _MONTHS[of.valid.month - 1],
        "date": of.valid.isoformat(),
        "url": of.uri,
        "urldate": of.accessed and of.accessed.isoformat(),
        "note": _tex(_note(of)),
        "langid": _BABEL.get(of.language),
    }
    lines = (f"  {name} = {_value(name, value)},\n" for name, value in fields.items() if value)
    return f"@misc{{{of.key},\n{''.join(lines)}}}\n"


def _value(name: str, value: str) -> str:
    return value if name == "month" else f"{{{value}}}"


def _csl_json(of: Citation) -> str:
    item: dict[str, Any] = {
        "id": of.key,
        "type": "entry-dictionary",
        "title": of.term,
        "container-title": of.glossary,
        "author": [{"literal": of.publisher}],
        "publisher": of.publisher,
        "edition": of.edition,
        "version": str(of.number),
        "issued": _parts(of.valid),
        "accessed": of.accessed and _parts(of.accessed),
        "URL": of.uri,
        "language": of.language,
        "note": _note(of) or None,
    }
    return msgspec.json.encode([{name: value for name, value in item.items() if value is not None}]).decode()


def _apa(of: Citation) -> str:
    status = "" if of.text_status == "original" else f" [{_capital(translate('en', TEXT_STATUSES[of.text_status]))}]"
    within = ", ".join(filter(None, (of.glossary, of.edition)))
    retrieved = f"Retrieved {_american(of.accessed)}, from " if of.accessed else ""
    read = f" {retrieved}{of.uri}" if of.uri else ""
    source = f" (Source: {of.source})" if of.source else ""
    day = f"{of.valid.year}, {_NAMES[of.valid.month - 1]} {of.valid.day}"
    return f"{of.publisher}. ({day}). {_capital(of.term)} (Rev. {of.number}){status}. In {within}.{read}{source}\n"


def _sist02(of: Citation) -> str:
    """SIST 02 (科学技術情報流通技術基準): author, title, site, date, address and day of reading."""
    parts = (of.publisher, f"“{of.term}”", of.glossary, of.edition, f"履歴番号{of.number}", of.valid.isoformat())
    day = f"(参照 {of.accessed.isoformat()})" if of.accessed else None
    read = ", ".join(filter(None, (of.uri, day)))
    remarks = "; ".join(filter(None, (of.source and f"出典: {of.source}", _japanese_status(of))))
    told = [". ".join(filter(None, parts)) + ".", read and f"{read}.", remarks and f"({remarks})"]
    return " ".join(filter(None, told)) + "\n"


def _ja(of: Citation, calendar: Calendar) -> str:
    """As Japanese public documents name what they draw on: publisher, 「title」, date."""
    valid = shown_date(of.valid, "ja", calendar, of.accessed)
    read = f"（{shown_date(of.accessed, 'ja', calendar, of.accessed)}参照）" if of.accessed else ""
    dated = "、".join(filter(None, (f"{valid}適用", _japanese_status(of))))
    source = f"出典：{of.source}。" if of.source else ""
    what = f"{of.publisher}「{of.term}」『{of.glossary}』{of.edition or ''}履歴番号{of.number}（{dated}）。"
    return f"{what}{source}{of.uri or ''}{read}\n"


_STYLES: Mapping[Style, Callable[[Citation], str]] = {
    "bibtex": _bibtex,
    "csl-json": _csl_json,
    "apa": _apa,
    "sist02": _sist02,
}


def _note(of: Citation) -> str:
    """What keeps a reader from taking the glossary for its source."""
    labelled = [(N_("Source"), of.source)] if of.source else []
    if of.text_status != "original":
        labelled.append((N_("Status of the text"), translate(of.language, TEXT_STATUSES[of.text_status])))
    told = (
        translate(of.language, N_("{label}: {text}"), label=translate(of.language, label), text=text)
        for label, text in labelled
    )
    return "; ".join(told)


def _section(revision: Revision, settings: Settings, language: str) -> tuple[str, LanguageSection]:
    if language not in settings.languages:
        raise InvalidQuery([Fault("/language", "unknown-language", {"language": language})])
    sections = revision.concept.languages
    told = next((each for each in (language, settings.source_language) if each in sections), min(sections))
    return told, sections[told]


def _said(by_language: Mapping[str, str], language: str, settings: Settings) -> str:
    wanted = (language, settings.source_language, *by_language)
    return next((by_language[each] for each in wanted if each in by_language), "")


def _source(source: Source, language: str) -> str:
    return listed(language, filter(None, (source.citation, source.locator, source.uri)))


def _japanese_status(of: Citation) -> str:
    return "" if of.text_status == "original" else translate("ja", TEXT_STATUSES[of.text_status])


def _american(day: date) -> str:
    return f"{_NAMES[day.month - 1]} {day.day}, {day.year}"


def _parts(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _tex(text: str) -> str:
    return text.translate(_TEX)
