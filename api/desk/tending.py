"""What editors can do with one concept, beside its translations to be checked and the whole of its history."""

from __future__ import annotations

from collections.abc import Iterator

from flask import request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from api.desk.routes import DESK, blueprint, for_a
from api.desk.showing import form_page
from api.fields import Count, Identifier
from api.house import glossaries
from api.identity import may
from api.pages.following import lines
from api.pages.frame import Here, asked
from api.pages.queries import PageQuery
from api.pages.standing import causes
from glossary import FollowRequest, Glossary, Revision, errors, model

_PAGE = 20


class ConceptQuery(PageQuery):
    """Which concept, and from which entry of its history on."""

    concept = Identifier(required=True)
    before = Count(1)


@blueprint.get(f"{DESK}/concept")
@for_a("editor")
def concept(language: str, glossary: str) -> AnyResponse:
    """A concept with all that an editor can do with it."""
    query, opened = asked(ConceptQuery), glossaries()[glossary]
    newest = opened.revisions(query["concept"], limit=1)[0]
    in_force = _in_force(opened, newest.concept.id)
    found = lines(opened, language, FollowRequest(concept=newest.concept.id), query.get("before"), _PAGE)
    return form_page(
        "concept.html",
        language,
        opened.settings(),
        {},
        None,
        newest=newest,
        in_force=in_force,
        lagging=list(_lagging(opened, in_force)) if in_force and in_force.status == "current" else [],
        lines=found.items,
        first=Here()(before=None) if "before" in query else None,
        more=Here()(before=found.before) if found.before else None,
        governs=may("administrator", glossary),
        done=request.args.get("done", "")[:20],
    )


def _in_force(opened: Glossary, concept: str) -> Revision | None:
    """The wording in force, be it a retirement; None where there is none, or its text was removed for good."""
    try:
        return opened.standing(concept)
    except errors.Redacted:
        return None


def _lagging(opened: Glossary, revision: Revision) -> Iterator[tuple[str, model.SyncState, Markup | None]]:
    """The languages to be checked, each with its state and what changed in its source text since."""
    known = causes(opened, revision)
    for tag, sync in revision.sync.items():
        if sync.state != "in_sync":
            yield tag, sync.state, known[tag].html if tag in known else None
