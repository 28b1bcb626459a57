"""What hangs on a concept, for those who decide about it."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.caching import reply
from api.documenting import answers
from api.fields import NoQuery
from api.house import glossaries
from api.identity import needs
from api.parsing import HouseBlueprint
from api.proposal_answers import ImpactAnswer
from api.proposal_telling import impact_answer
from glossary import N_

blueprint = HouseBlueprint(
    "impact",
    __name__,
    url_prefix="/api/v1/glossaries/<id:glossary>/concepts/<id:concept>/impact",
    description=N_("Proposals and their review"),
)


@blueprint.route("")
@needs("reviewer")
@blueprint.arguments(NoQuery, location="query")
@answers(blueprint, ImpactAnswer, errors=(401, 403, 404))
def impact(_query: dict[str, Any], glossary: str, concept: str) -> Response:
    """Read what hangs on a concept: relations to it, definitions that use its terms, editions, sites that show it."""
    return reply(impact_answer(glossaries()[glossary].desk.impact(concept), glossary))
