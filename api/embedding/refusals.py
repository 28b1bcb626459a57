"""What an iframe shows in place of a definition: a small document in the reader's language, with the right status."""

from __future__ import annotations

from flask import Response, render_template, request

from api.discovery.head import names
from api.embedding.framing import framed
from api.house import base_url, glossaries
from api.languages import reader_language
from api.pages.neighbours import standing
from api.pages.refusing import retirement
from api.problems import PROBLEM, STATUSES, answer_glossary_error
from api.telling import page_uri
from glossary import Fault, GlossaryError, InvalidQuery, errors, languages, translate


def answer(error: GlossaryError) -> Response:
    """A small document for those who accept HTML; the problem itself for programs."""
    if request.accept_mimetypes.best_match([PROBLEM, "text/html"]) != "text/html":
        return answer_glossary_error(error)
    reader = _reader()
    gone = error if isinstance(error, errors.Retired) and error.replaced_by else None
    html = render_template(
        "embed/refusal.html",
        reader=reader,
        theme=request.args.get("theme"),
        title=translate(reader, error.title),
        details=[_detail(error, reader), *_faults(error, reader)],
        successor=_successor(gone, reader) if gone else None,
        page=page_uri(base_url(), reader, gone.glossary, gone.replaced_by) if gone and gone.replaced_by else None,
        home=f"{base_url()}/",
        translate=translate,
    )
    return framed(html, reader, "no-store", status=STATUSES[type(error)])


def _detail(error: GlossaryError, reader: str) -> str:
    if isinstance(error, errors.Retired):
        return retirement(error.facts, reader)
    return translate(reader, error.detail).format(**error.facts)


def _successor(gone: errors.Retired, reader: str) -> str | None:
    """What replaces a retired concept, by its terms, the reader's language first."""
    found = standing(glossaries()[gone.glossary], gone.replaced_by)
    return names(found, reader) if found else gone.replaced_by


def _reader() -> str:
    asked = request.args.get("language")
    return asked if asked in languages() else reader_language()


def _faults(error: GlossaryError, reader: str) -> list[str]:
    found: list[Fault] = error.faults if isinstance(error, InvalidQuery) else []
    return [f"{fault.pointer[1:]}: {fault.told(reader)}" for fault in found]
