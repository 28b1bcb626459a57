"""Who changed what, for administrators."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.caching import PRIVATE, reply
from api.cursors import link_next, next_url, read_cursor
from api.documenting import answers
from api.fields import Identifier, Line
from api.findings import AuditAnswer, AuditedAnswer
from api.house import glossaries
from api.identity import in_the_glossary_asked_for, needs
from api.parsing import HouseBlueprint
from api.schemas import PageQuery
from glossary import N_, AuditEntry, written

blueprint = HouseBlueprint("audit", __name__, description=N_("The audit"))


class AuditQuery(PageQuery):
    """Whose changes, and of which glossary."""

    glossary = Identifier(metadata={"description": N_("only changes of this glossary; its administrators may ask")})
    person = Line(most=80, metadata={"description": N_("only changes by this person")})


@blueprint.route("/api/v1/audit")
@needs("administrator", in_the_glossary_asked_for)
@blueprint.arguments(AuditQuery, location="query")
@answers(blueprint, AuditAnswer, errors=(401, 403))
def audit(query: dict[str, Any]) -> Response:
    """Read who changed what, newest first: every revision, edition and setting, every key and account.

    Administrators of the service see everything, those of one glossary what was done there.
    """
    limit, before = query["limit"], read_cursor(query.get("cursor"), int)
    house = glossaries()
    found = house.audit(before, limit + 1, query.get("glossary"), query.get("person"))
    shown = found[:limit]
    names = house.names(entry.person for entry in shown)
    url = next_url(shown[-1].number if len(found) > limit else None)
    return reply(AuditAnswer(items=[_told(entry, names) for entry in shown], next=url), link_next(url), cache=PRIVATE)


def _told(entry: AuditEntry, names: dict[str, str | None]) -> AuditedAnswer:
    told = {name: getattr(entry, name) for name in ("number", "person", "action", "glossary", "subject", "reason")}
    return AuditedAnswer(at=written(entry.at), name=names.get(entry.person), **told)
