"""What is to be checked against its source wording, with the difference that caused it."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.caching import current
from api.change_answers import BehindListAnswer
from api.cursors import link_next, next_url, read_cursor
from api.differing import behind_answer
from api.documenting import answers
from api.forms import Form, Written, also_as, answered
from api.house import base_url, glossaries
from api.parsing import HouseBlueprint
from api.queries import BehindQuery
from glossary import N_, BehindRequest, Pin, behind_html, behind_markdown, behind_table

blueprint = HouseBlueprint(
    "behind", __name__, url_prefix="/api/v1/glossaries/<id:glossary>", description=N_("Checking translations")
)


@blueprint.route("/behind")
@blueprint.arguments(BehindQuery, location="query")
@also_as(blueprint, "text/html", "text/markdown")
@answers(blueprint, BehindListAnswer, errors=(404,))
def behind(query: dict[str, Any], glossary: str) -> Response:
    """List what is behind its source text, each with what changed there since it was checked.

    With `sync=unreviewed` what was never checked, or only needs confirming. As JSON, a page, a table or Markdown.
    """
    opened = glossaries()[glossary]
    wanted = BehindRequest(**{name: query[name] for name in ("language", "sync", "subject") if name in query})
    page = opened.behind(wanted, read_cursor(query.get("cursor"), Pin), query["limit"])
    url, found, settings = next_url(page.next), page.items, opened.settings()
    forms: dict[Form, Written] = {
        "html": lambda reader: behind_html(found, settings, reader),
        "table": lambda reader: behind_table(found, settings, reader, query["order"]),
        "markdown": lambda reader: behind_markdown(found, settings, reader),
    }
    return answered(
        lambda: behind_answer(glossary, page, url, base_url()),
        forms,
        query,
        link_next(url),
        current(),
    )
