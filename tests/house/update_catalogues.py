"""Bring the catalogues in `translations/` up to date with the texts in the code: `make messages`.

The texts are those marked in the code and the templates, the messages of the editorial checks, and those that the
manual takes from the OpenAPI document.
"""

from __future__ import annotations

import copy
import inspect
import io
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from api import create_app
from api.config import from_env
from glossary import CHECKS

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "translations"
TEMPLATE = TRANSLATIONS / "messages.pot"
LANGUAGES = ("en", "ja")

_METHODS = [("glossary/**.py", "python"), ("api/**.py", "python"), ("api/templates/**.html", "jinja2")]
_MARKS = {"N_": None, "_": None, "say": None, "translate": (2,)}
_VERBS = ("get", "put", "post", "patch", "delete")
_HEADER = """msgid ""
msgstr ""
{language}"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def openapi_document() -> dict[str, Any]:
    """The OpenAPI document as the service answers it."""
    with tempfile.TemporaryDirectory() as home:
        app = create_app(from_env({"GLOSSARY_HOME": home}))
        try:
            document: dict[str, Any] = app.test_client().get("/api/v1/openapi.json").get_json()
        finally:
            app.extensions["glossaries"].close()
        return document


def manual_texts(document: Mapping[str, Any]) -> Iterator[str]:
    """Every text of the OpenAPI document that the manual shows."""
    for part in _described(document):
        yield from (part[name] for name in ("summary", "description") if part.get(name))


def template(document: Mapping[str, Any]) -> Catalog:
    """All messages there are, in the order of their files."""
    catalog = Catalog()
    for file, line, message, _comments, _context in extract_from_dir(ROOT, _METHODS, keywords=_MARKS):
        catalog.add(message, locations=[(file, line)])
    for code, check in sorted(CHECKS.items()):
        catalog.add(check.message, locations=[(f"glossary/checks/{code}", 1)])
    for place, text in enumerate(manual_texts(document)):
        catalog.add(inspect.cleandoc(text), locations=[("openapi.json", place)])
    return catalog


def updated(language: str, messages: Catalog) -> Catalog:
    """The catalogue of a language with exactly these messages; English texts stand for themselves."""
    catalog = kept(language)
    catalog.update(copy.deepcopy(messages), no_fuzzy_matching=True)
    for message in (message for message in catalog if language == "en" and message.id):
        message.string = message.id
    return catalog


def kept(language: str) -> Catalog:
    """The catalogue of a language as it is in git."""
    with path(language).open("rb") as stream:
        return read_po(stream, locale=language)


def path(language: str) -> Path:
    """Where the catalogue of a language is."""
    return TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


def written(catalog: Catalog) -> bytes:
    """A catalogue as it is kept in git: no dates, no line numbers."""
    stream = io.BytesIO()
    language = f'"Language: {catalog.locale}\\n"\n' if catalog.locale else ""
    stream.write(_HEADER.format(language=language).encode())
    write_po(
        stream, catalog, width=120, omit_header=True, sort_by_file=True, ignore_obsolete=True, include_lineno=False
    )
    return stream.getvalue()


def update() -> list[str]:
    """Write the template and the catalogues; return the messages that lack a Japanese text."""
    messages = template(openapi_document())
    TEMPLATE.write_bytes(written(messages))
    for language in LANGUAGES:
        path(language).touch()
        path(language).write_bytes(written(updated(language, messages)))
    return [str(message.id) for message in kept("ja") if message.id and not message.string]


def _described(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from document["tags"]
    for operations in document["paths"].values():
        yield from _parameters(operations)
        for operation in (operations[verb] for verb in _VERBS if verb in operations):
            yield operation
            yield from _parameters(operation)
    for schema in document["components"]["schemas"].values():
        yield schema
        yield from schema.get("properties", {}).values()


def _parameters(holder: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from (parameter for parameter in holder.get("parameters", []) if "$ref" not in parameter)


if __name__ == "__main__":
    missing = update()
    sys.exit("\n".join(["These messages lack a Japanese text:", *missing]) if missing else 0)
