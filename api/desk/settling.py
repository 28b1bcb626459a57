"""What a glossary says of itself, changed by its administrator: titles, whose it is, licence, subject fields."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Response, request, url_for
from msgspec.structs import replace
from werkzeug.wrappers import Response as AnyResponse

from api.desk.faulty import Wrong, wrong
from api.desk.files import version
from api.desk.routes import DESK, blueprint, for_a
from api.desk.showing import form_page
from api.desk.wording import Said, in_each
from api.house import glossaries
from api.identity import allow, author
from api.pages.frame import asked
from api.pages.queries import PageQuery
from api.signing_in import to
from glossary import GlossaryError, Settings, model

_TEXTS = ("title", "publisher", "attribution")
_MOST = 200


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
    title, publisher, attribution = (in_each(said, name, before.languages) for name in _TEXTS)
    name, uri = (said.get(field, "").strip() for field in ("licence", "licence-uri"))
    return replace(
        before,
        title=_kept(before.title, before) | title,
        publisher=_kept(before.publisher, before) | publisher,
        attribution=_kept(before.attribution, before) | attribution,
        licence=model.Licence(name=name, uri=uri or None) if name or uri else None,
        subjects=tuple(_subjects(before, said)),
    )


def _kept(texts: dict[str, str], before: Settings) -> dict[str, str]:
    """The texts in languages that the form doesn't show."""
    return {tag: text for tag, text in texts.items() if tag not in before.languages}


def _subjects(before: Settings, said: Said) -> Iterator[model.Subject]:
    for number in _numbers(before, said):
        titles = in_each(said, f"subject-{number}", before.languages)
        yield model.Subject(id=said.get(f"subject-{number}-id", "").strip(), title=titles)


def _said_of(found: Settings) -> dict[str, str]:
    said = {f"{name}-{tag}": text for name in _TEXTS for tag, text in getattr(found, name).items()}
    for number, subject in enumerate(found.subjects):
        said[f"subject-{number}-id"] = subject.id
        said |= {f"subject-{number}-{tag}": text for tag, text in subject.title.items()}
    return said | ({"licence": found.licence.name, "licence-uri": found.licence.uri or ""} if found.licence else {})


def _places(before: Settings, said: Said) -> dict[str, str]:
    """Which field shows each place of the settings."""
    source = before.source_language
    places = {"/licence/name": "licence", "/licence/uri": "licence-uri", "/licence": "licence"}
    places |= {f"/{name}": f"{name}-{source}" for name in _TEXTS}
    places |= {f"/{name}/{tag}": f"{name}-{tag}" for name in _TEXTS for tag in before.languages}
    for place, number in enumerate(_numbers(before, said)):
        places |= {f"/subjects/{place}/title/{tag}": f"subject-{number}-{tag}" for tag in before.languages}
        places |= {
            f"/subjects/{place}/title": f"subject-{number}-{source}",
            f"/subjects/{place}": f"subject-{number}-id",
        }
    return places


def _numbers(before: Settings, said: Said) -> list[int]:
    """The rows of the form that say something of a subject field."""
    fields = ("id", *before.languages)
    return [each for each in range(_MOST) if any(said.get(f"subject-{each}-{name}", "").strip() for name in fields)]


def _form(language: str, found: Settings, said: Said, wrong: Wrong | None = None) -> Response:
    rows = _numbers(found, said)
    rows.append(rows[-1] + 1 if rows else 0)
    done = request.args.get("done", "")[:20]
    return form_page("settings.html", language, found, said, wrong, subject_rows=rows, done=done)
