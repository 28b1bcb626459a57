"""What a glossary says of itself, changed by its administrator: whose it is, its languages, its review."""

from __future__ import annotations

from typing import Any

import msgspec
from flask import Response, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from api.desk.faulty import Wrong, wrong
from api.desk.routes import DESK, blueprint, for_a
from api.desk.setting_rows import filled, places, said_of_rows, steps_said, subjects_said
from api.desk.showing import form_page
from api.desk.wording import Said, in_each, version
from api.house import glossaries
from api.identity import allow, author
from api.languages import tongue_name
from api.pages.frame import asked
from api.pages.queries import PageQuery
from api.pages.reading import Reading
from api.settings_schemas import settings_of
from api.signing_in import to
from glossary import GlossaryError, Settings, model

_TEXTS = ("title", "publisher", "attribution")


@blueprint.get(f"{DESK}/settings")
@for_a("administrator")
def settings(language: str, glossary: str) -> AnyResponse:
    """The settings as they are, to be changed."""
    asked(PageQuery)
    found, head, _ = glossaries()[glossary].overview()
    return _form(language, found, {**_said_of(found), "version": str(head.seq)})


@blueprint.post(f"{DESK}/settings")
def settled(language: str, glossary: str) -> AnyResponse:
    """Record the settings that the form says; what it does not show stays as it was."""
    allow("administrator", glossary)
    said, opened = request.form.to_dict(), glossaries()[glossary]
    before = opened.settings()
    try:
        opened.change_settings(_changed(before, said), author(), version(said) or 0)
    except GlossaryError as error:
        return _form(language, before, said, wrong(error, language, _places(before, said)))
    return to(url_for("desk.settings", language=language, glossary=glossary, done="save") + "#result")


def _changed(before: Settings, said: Said) -> Settings:
    name, uri = (said.get(field, "").strip() for field in ("licence", "licence-uri"))
    return settings_of(
        {
            **msgspec.to_builtins(before),
            **{each: _kept(getattr(before, each), before) | in_each(said, each, before.languages) for each in _TEXTS},
            "licence": {"name": name, "uri": uri or None} if name or uri else None,
            "languages": _languages(before, said),
            "source_language": said.get("source_language", before.source_language),
            "subjects": subjects_said(said, before),
            "review_steps": steps_said(said, before),
        }
    )


def _kept(texts: dict[str, str], before: Settings) -> dict[str, str]:
    """The texts in languages that the form doesn't show."""
    return {tag: text for tag, text in texts.items() if tag not in before.languages}


def _languages(before: Settings, said: Said) -> list[str]:
    ticked = [tag for tag in before.languages if f"language-{tag}" in said]
    return [*ticked, *filter(None, [said.get("language", "").strip()])]


def _said_of(found: Settings) -> dict[str, str]:
    said = {f"{name}-{tag}": text for name in _TEXTS for tag, text in getattr(found, name).items()}
    said |= {f"language-{tag}": "1" for tag in found.languages} | {"source_language": found.source_language}
    licence = {"licence": found.licence.name, "licence-uri": found.licence.uri or ""} if found.licence else {}
    return said | dict(said_of_rows(found)) | licence


def _places(before: Settings, said: Said) -> dict[str, str]:
    """Which field shows each place of the settings."""
    source, new = before.source_language, len(_languages(before, said)) - 1
    found = {"/licence/name": "licence", "/licence/uri": "licence-uri", "/licence": "licence"}
    found |= {f"/{name}": f"{name}-{source}" for name in _TEXTS}
    found |= {f"/{name}/{tag}": f"{name}-{tag}" for name in _TEXTS for tag in before.languages}
    found |= {f"/languages/{new}": "language", "/languages": "languages", "/source_language": "source_language"}
    return found | places(said, "subject", "/subjects", before) | places(said, "step", "/review_steps", before)


def _form(language: str, found: Settings, said: Said, wrong: Wrong | None = None) -> Response:
    rows = {kind: filled(said, kind, found.languages) for kind in ("subject", "step")}
    reading = Reading(language, found)
    facts: dict[str, Any] = {
        "done": request.args.get("done", "")[:20],
        "takers": [(role, reading.label("ROLES", role)) for role in model.choices(model.ReviewRole)],
        "tongue_names": [(tag, tongue_name(tag)) for tag in found.languages],
    }
    facts |= {f"{kind}_rows": [*numbers, numbers[-1] + 1 if numbers else 0] for kind, numbers in rows.items()}
    return form_page("settings.html", language, found, said, wrong, **facts)
