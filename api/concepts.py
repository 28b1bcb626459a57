"""Concepts: lists, one at any moment, its history and differences, and the changes that editors make."""

from __future__ import annotations

from typing import Any

import msgspec
from flask import Response, request

from api import answers as a
from api import telling as tell
from api.caching import NO_HEADERS, PRIVATE, current, reply
from api.cursors import link_next, next_url, read_cursor
from api.differing import diff_answer, errata_links
from api.documenting import answers, carried_out_once, creates, takes_a_moment
from api.fields import NoQuery
from api.forms import Form, Written, also_as, answered
from api.house import base_url, glossaries
from api.identity import author, needs
from api.mementos import kept_for_ever, negotiated
from api.moments import asked_of, one_of, one_state
from api.parsing import HouseBlueprint
from api.preconditions import expected_revision, optional_revision
from api.proposal_schemas import MergeBody
from api.proposal_telling import people_in
from api.queries import DiffQuery
from api.repeating import once_in
from api.schemas import (
    ConceptBody,
    ConceptQuery,
    ConfirmBody,
    GradeBody,
    ListQuery,
    PageQuery,
    RestoreBody,
    RetireBody,
)
from glossary import (
    N_,
    NOW,
    Asked,
    Glossary,
    ListRequest,
    Pin,
    Revision,
    Standing,
    as_html,
    as_table,
    by_language,
    difference_markdown,
    draft,
)

blueprint = HouseBlueprint(
    "concepts",
    __name__,
    url_prefix="/api/v1/glossaries/<id:glossary>/concepts",
    description=N_("Concepts and their history"),
)


@blueprint.route("")
@blueprint.arguments(ListQuery, location="query")
@answers(blueprint, a.ConceptListAnswer, errors=(404,))
def concepts(query: dict[str, Any], glossary: str) -> Response:
    """List concepts, by reading in Japanese and by alphabet in English."""
    house = glossaries()
    after = read_cursor(query.pop("cursor", None), Pin)
    page = house[glossary].concepts(_request(query), after, query["limit"])
    url = next_url(page.next)
    return reply(tell.list_answer(page, url, base_url()), link_next(url), cache=current())


@blueprint.route("/<id:concept>")
@blueprint.arguments(ConceptQuery, location="query")
@answers(blueprint, a.ConceptAnswer, errors=(404, 410))
@takes_a_moment(blueprint)
def concept(query: dict[str, Any], glossary: str, concept: str) -> Response:
    """Read a concept: its wording in force, or the one that a parameter chooses.

    With `Accept-Datetime` and no parameter it leads to the revision that held then (RFC 7089).
    """
    one_state(query)
    opened = glossaries()[glossary]
    if "edition" in query:
        standing = opened.concept(concept, Asked(**query))
        return _chosen(standing.revision, errata_links(opened.errata(query["edition"], concept), concept, base_url()))
    if query:
        found = _named(opened, concept, query)
        return _chosen(found, _later_corrected(opened, found))
    return negotiated(opened, concept) or _in_force(opened.concept(concept))


@blueprint.route("/<id:concept>", methods=["PUT"])
@needs("editor")
@expected_revision
@blueprint.arguments(NoQuery, location="query")
@blueprint.arguments(ConceptBody)
@creates(blueprint, a.ConceptAnswer)
@answers(blueprint, a.ConceptAnswer, errors=(401, 403, 404, 409, 412, 413, 415, 422, 428))
def put_concept(
    _query: dict[str, Any], body: dict[str, Any], glossary: str, concept: str, expected: int | None
) -> Response:
    """Change a concept, or make a new one: the next revision is what is sent.

    Send `If-Match` with the ETag of the newest revision, or `If-None-Match: *` for a new concept.
    """
    made = glossaries()[glossary].put(draft({**body, "id": concept}), author(), expected)
    return _changed(made, status=201 if expected is None else 200)


@blueprint.route("/<id:concept>/retire", methods=["POST"])
@needs("editor")
@blueprint.arguments(NoQuery, location="query")
@blueprint.arguments(RetireBody)
@carried_out_once
@answers(blueprint, a.ConceptAnswer, errors=(401, 403, 404, 409, 412, 413, 415, 422))
def retire(_query: dict[str, Any], body: dict[str, Any], glossary: str, concept: str) -> Response:
    """Retire a concept, as of now or of a date: it answers 410 from then on, and its history stays."""
    opened, reason, since = once_in(glossary), by_language(body["reason"]), body.get("valid_from")
    return _changed(opened.retire(concept, author(), body.get("replaced_by"), reason, optional_revision(), since))


@blueprint.route("/<id:concept>/merge", methods=["POST"])
@needs("editor")
@blueprint.arguments(NoQuery, location="query")
@blueprint.arguments(MergeBody)
@carried_out_once
@answers(blueprint, a.ConceptAnswer, errors=(401, 403, 404, 409, 412, 413, 415, 422))
def merge(_query: dict[str, Any], body: dict[str, Any], glossary: str, concept: str) -> Response:
    """Merge a concept into another: that one takes in its terms and replaces it; a revision of each, as of one time."""
    opened, reason, since = once_in(glossary), by_language(body["reason"]), body.get("valid_from")
    return _changed(opened.merge(concept, author(), body["into"], reason, optional_revision(), since))


@blueprint.route("/<id:concept>/restore", methods=["POST"])
@needs("editor")
@blueprint.arguments(NoQuery, location="query")
@blueprint.arguments(RestoreBody)
@carried_out_once
@answers(blueprint, a.ConceptAnswer, errors=(401, 403, 404, 409, 410, 412, 413, 415, 422))
def restore(_query: dict[str, Any], body: dict[str, Any], glossary: str, concept: str) -> Response:
    """Make an earlier revision the newest again, as a new revision, as of now or of a date."""
    opened, note, since = once_in(glossary), body.get("change_note"), body.get("valid_from")
    return _changed(opened.restore(concept, body["revision"], author(), note, optional_revision(), since))


@blueprint.route("/<id:concept>/confirm", methods=["POST"])
@needs("editor")
@blueprint.arguments(NoQuery, location="query")
@blueprint.arguments(ConfirmBody)
@carried_out_once
@answers(blueprint, a.ConceptAnswer, errors=(401, 403, 404, 409, 410, 412, 413, 415, 422))
def confirm(_query: dict[str, Any], body: dict[str, Any], glossary: str, concept: str) -> Response:
    """Record that translations were checked against the wording in force and stand as they are.

    All that are `behind` or `unreviewed`, or only `languages`. The wording keeps its date.
    """
    opened, chosen = once_in(glossary), (body.get("languages"), body.get("revision"), body.get("change_note"))
    return _changed(opened.confirm(concept, author(), *chosen, optional_revision()))


@blueprint.route("/<id:concept>/revisions/<number:revision>/grade", methods=["POST"])
@needs("editor")
@blueprint.arguments(NoQuery, location="query")
@blueprint.arguments(GradeBody)
@carried_out_once
@answers(blueprint, a.ConceptAnswer, errors=(401, 403, 404, 409, 413, 415, 422))
def grade(_query: dict[str, Any], body: dict[str, Any], glossary: str, concept: str, revision: int) -> Response:
    """Say how far the change to a revision goes, where the rules judged otherwise.

    Differences, feeds and reports tell your grade from now on, with the reason `editor`. The revision never changes.
    The list of changes tells your own `reason`, if you give one.
    """
    return _changed(once_in(glossary).grade(concept, revision, body["grade"], author(), body.get("reason")))


@blueprint.route("/<id:concept>/revisions")
@blueprint.arguments(PageQuery, location="query")
@answers(blueprint, a.HistoryAnswer, errors=(404,))
def revisions(query: dict[str, Any], glossary: str, concept: str) -> Response:
    """Read the history of a concept, newest first."""
    limit, before = query["limit"], read_cursor(query.get("cursor"), int)
    opened = glossaries()[glossary]
    found = opened.revisions(concept, before, limit + 1)
    shown = found[:limit]
    url = next_url(shown[-1].number if len(found) > limit else None)
    origins = opened.origins(shown)
    names = opened.names(people_in(origins, shown))
    items = [tell.revision_answer(each, base_url(), names, origins.get(each.seq)) for each in shown]
    return reply(a.HistoryAnswer(items=items, next=url), link_next(url), cache=current())


@blueprint.route("/<id:concept>/revisions/<number:revision>")
@blueprint.arguments(NoQuery, location="query")
@answers(blueprint, a.ConceptAnswer, errors=(404, 410))
def revision(_query: dict[str, Any], glossary: str, concept: str, revision: int) -> Response:
    """Read one revision, which never changes; 410 where its text was removed for good."""
    found = glossaries()[glossary].revision(concept, revision)
    headers, cache = kept_for_ever(found)
    return reply(tell.concept_answer(found, base_url()), headers, cache=cache, etag=tell.tag(found))


@blueprint.route("/<id:concept>/diff")
@blueprint.arguments(DiffQuery, location="query")
@also_as(blueprint, "text/html", "text/markdown")
@answers(blueprint, a.DiffAnswer, errors=(404, 410))
def diff(query: dict[str, Any], glossary: str, concept: str) -> Response:
    """Compare two wordings field by field, and texts word by word: two revisions, dates or editions.

    Without `from…` the wording before, without `to…` the one in force. As JSON, a page, a table or Markdown.
    """
    opened, language = glossaries()[glossary], query.get("language")
    earlier, later = _moment(query, "from"), _moment(query, "to")
    found = opened.comparison(concept, earlier, NOW if later is None else later, language)
    settings = opened.settings()
    forms: dict[Form, Written] = {
        "html": lambda reader: as_html(found, settings, reader, language),
        "table": lambda reader: as_table(found, settings, reader, language, query["order"]),
        "markdown": lambda reader: difference_markdown(found, settings, reader, language),
    }
    return answered(lambda: diff_answer(glossary, found), forms, query, NO_HEADERS, current())


def _moment(query: dict[str, Any], side: str) -> int | Asked | None:
    """Which wording one side of a comparison means; None where nothing is said."""
    one_of({name.rstrip("_"): given for name, given in query.items()}, side, f"{side}_date", f"{side}_edition")
    number: int | None = query.get("from_" if side == "from" else side)
    date, edition = query.get(f"{side}_date"), query.get(f"{side}_edition")
    return Asked(as_of=date, edition=edition) if date or edition else number


def _request(query: dict[str, Any]) -> ListRequest:
    asked = asked_of(query)
    names = ("ids", "language", "sort", "status", "subject", "sync", "updated_since")
    return ListRequest(asked=asked, **{name: query[name] for name in names if name in query})


def _in_force(standing: Standing) -> Response:
    revision = standing.revision
    links = tell.memento_links(base_url(), revision.glossary, revision.concept.id)
    if standing.head != revision.number:
        head = msgspec.structs.replace(revision, number=standing.head)
        links.append(f'<{tell.revision_uri(base_url(), head)}>; rel="working-copy"')
    told = tell.concept_answer(revision, base_url())
    return reply(told, {"Link": ", ".join(links)}, cache=current(), etag=tell.tag(revision))


def _named(opened: Glossary, concept: str, query: dict[str, Any]) -> Revision:
    number: int | None = query.get("revision")
    return opened.revision(concept, number) if number else opened.concept(concept, Asked(**query)).revision


def _later_corrected(opened: Glossary, revision: Revision) -> str:
    """A link from a wording to its correction, where it was found wrong later."""
    number = opened.corrected_by(revision)
    right = msgspec.structs.replace(revision, number=number or 0)
    return f'<{tell.revision_uri(base_url(), right)}>; rel="successor-version"' if number else ""


def _chosen(revision: Revision, links: str) -> Response:
    where = {"Content-Location": tell.revision_uri(base_url(), revision), **({"Link": links} if links else {})}
    return reply(tell.concept_answer(revision, base_url()), where, cache=current(), etag=tell.tag(revision))


def _changed(revision: Revision, status: int = 200) -> Response:
    answer = tell.concept_answer(revision, base_url())
    where = {"Content-Location": tell.revision_uri(base_url(), revision)}
    if status == 201:
        where["Location"] = f"{base_url()}{request.path}"
    return reply(answer, where, status=status, cache=PRIVATE, etag=tell.tag(revision))
