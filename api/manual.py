"""The documents about the API: home page, manual made from the OpenAPI document, types of problems."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, Response, abort, current_app, render_template
from markupsafe import Markup, escape

from api.caching import HOUR, finish
from api.house import base_url, glossaries
from api.languages import reader_language
from api.problems import kinds
from glossary import translate

blueprint = Blueprint("manual", __name__)
problems = Blueprint("problems", __name__)
_CODE = re.compile("`([^`]+)`")


@blueprint.get("/")
def home() -> Response:
    """Say what this is, and where to go on."""
    return _page("home.html", glossaries=[each.overview() for each in glossaries()])


@blueprint.get("/api/docs")
def docs() -> Response:
    """Explain every request of the API with an example."""
    return _page("docs.html", spec=current_app.extensions["openapi"].spec.to_dict())


@problems.get("/problems")
def all_problems() -> Response:
    """List every type of problem."""
    return _page("problems.html", kinds=sorted(kinds().items()))


@problems.get("/problems/<id:code>")
def problem(code: str) -> Response:
    """Explain one type of problem."""
    found = kinds().get(code)
    if found is None:
        abort(404)
    return _page("problem.html", code=code, status=found[0], title=found[1])


@blueprint.app_template_filter("coded")
def coded(text: str) -> Markup:
    """A text as HTML: what stands between backticks as code, blank lines as breaks."""
    html = _CODE.sub(r"<code>\1</code>", str(escape(text)))
    return Markup(html.replace("\n\n", "<br>"))  # noqa: S704 - escaped above


def _page(template: str, **facts: Any) -> Response:
    language = reader_language()

    def say(message: str, **placeholders: Any) -> str:
        return translate(language, message).format(**placeholders) if placeholders else translate(language, message)

    html = render_template(template, _=say, language=language, base=base_url(), **facts)
    response = finish(current_app.response_class(html, mimetype="text/html"), HOUR)
    response.headers["Content-Language"] = language
    response.vary.add("Accept-Language")
    return response
