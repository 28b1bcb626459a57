"""The review desk: the proposals that wait, and the translations that lag behind their source text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Literal, get_args

from flask import Response, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from api.desk.faulty import Wrong, wrong
from api.desk.naming import called
from api.desk.relating import id_of
from api.desk.routes import DESK, back_to_concept, blueprint, for_a, who
from api.desk.showing import form_page
from api.fields import Choice, Count, Line
from api.house import glossaries
from api.identity import allow, author, may
from api.pages.frame import Here, asked
from api.pages.queries import PageQuery
from api.pages.reading import Reading
from api.pages.standing import difference
from api.signing_in import to
from glossary import (
    PENDING,
    Behind,
    BehindRequest,
    Glossary,
    GlossaryError,
    Lag,
    ProposalKind,
    ProposalState,
    Queue,
    written,
)

_PAGE = 50
_LAGGING = 50
_MISSED = 20
_AGES = (7, 30, 90)
_STATES = ("pending", *get_args(ProposalState), "all")


class DeskQuery(PageQuery):
    """Which proposals are shown."""

    state = Choice(Literal[ProposalState, "pending", "all"], load_default="pending")
    kind = Choice(ProposalKind)
    concept = Line()
    days = Count(1, 3650)
    before = Count(1)


@blueprint.get(DESK)
@for_a("reviewer")
def desk(language: str, glossary: str) -> AnyResponse:
    """What waits for a reviewer."""
    return _desk(language, glossary, asked(DeskQuery))


@blueprint.post(f"{DESK}/confirm")
def confirm(language: str, glossary: str) -> AnyResponse:
    """Record that a translation was checked against the source text that now stands."""
    allow("editor", glossary)
    concept, tag, head = (request.form.get(name, "") for name in ("concept", "tongue", "revision"))
    expected = int(head) if head.isascii() and head.isdigit() and len(head) < 10 else None
    try:
        glossaries()[glossary].confirm(concept, author(), [tag], expected=expected)
    except GlossaryError as error:
        return _desk(language, glossary, {"state": "pending"}, wrong(error, language))
    if "here" in request.form:
        return back_to_concept(language, glossary, concept, "confirm")
    return to(url_for("desk.desk", language=language, glossary=glossary, done="confirm") + "#behind")


def _desk(language: str, glossary: str, query: dict[str, Any], wrong: Wrong | None = None) -> Response:
    opened = glossaries()[glossary]
    found, names = opened.desk.proposals(
        who(glossary), _queue(query, opened), query.get("before"), _PAGE + 1, _since(query)
    )
    return form_page(
        "desk.html",
        language,
        opened.settings(),
        {},
        wrong,
        query=query,
        proposals=found[:_PAGE],
        names=names,
        called=called(opened, found, Reading(language, opened.settings())),
        missed=glossaries().missed(glossary, _MISSED) if may("editor", glossary) else [],
        governs=may("administrator", glossary),
        next=Here()(before=found[_PAGE - 1].number) if len(found) > _PAGE else None,
        lagging=list(_lagging(opened, language)),
        edits=may("editor", glossary),
        states=_STATES,
        ages=_AGES,
        done=request.args.get("done", "")[:20],
    )


def _lagging(opened: Glossary, reader: str) -> Iterator[tuple[Behind, int, Markup | None]]:
    """What is behind and what was never checked, with the number of its newest revision and what changed in its source.

    The newest revision may lie ahead of the wording in force.
    """
    lags: tuple[Lag, ...] = get_args(Lag)
    for lag in lags:
        for each in opened.behind(BehindRequest(sync=lag), limit=_LAGGING).items:
            base, compared = each.based_on, each.comparison
            newest = opened.revisions(each.revision.concept.id, limit=1)[0].number
            yield each, newest, difference(compared, opened, reader, base.language) if compared and base else None


def _queue(query: dict[str, Any], opened: Glossary) -> Queue:
    state = query["state"]
    states = {"pending": PENDING, "all": None}.get(state, (state,))
    concept = id_of(query["concept"].strip(), opened) if "concept" in query else None
    return Queue(states=states, kind=query.get("kind"), concept=concept)


def _since(query: dict[str, Any]) -> str | None:
    return written(glossaries().now() - timedelta(days=query["days"])) if "days" in query else None
