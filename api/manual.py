"""The documents about the API: the manual made from the OpenAPI document, and the types of problems."""

from __future__ import annotations

import re

from flask import Blueprint, Response, abort, current_app
from markupsafe import Markup, escape

from api.caching import HOUR
from api.pages.frame import page
from api.problems import kinds

blueprint = Blueprint("manual", __name__)
problems = Blueprint("problems", __name__)
_CODE = re.compile("`([^`]+)`")


@blueprint.get("/api/docs")
def docs() -> Response:
    """Explain every request of the API with an example."""
    return page("docs.html", cache=HOUR, spec=current_app.extensions["openapi"].spec.to_dict())


@problems.get("/problems")
def all_problems() -> Response:
    """List every type of problem."""
    return page("problems.html", cache=HOUR, kinds=sorted(kinds().items()))


@problems.get("/problems/<id:code>")
def problem(code: str) -> Response:
    """Explain one type of problem."""
    found = kinds().get(code)
    if found is None:
        abort(404)
    return page("problem.html", cache=HOUR, code=code, number=found[0], title=found[1])


@blueprint.app_template_filter("coded")
def coded(text: str) -> Markup:
    """A text as HTML: what stands between backticks as code, blank lines as breaks."""
    html = _CODE.sub(r"<code>\1</code>", str(escape(text)))
    return Markup(html.replace("\n\n", "<br>"))  # noqa: S704 - escaped above
