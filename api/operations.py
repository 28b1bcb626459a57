"""Whether the service lives and whether it can work, for those who run it."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.answers import HealthAnswer, ReadinessAnswer
from api.caching import PRIVATE, reply
from api.documenting import answers
from api.fields import NoQuery
from api.house import glossaries
from api.parsing import HouseBlueprint
from glossary import N_, GlossaryError

blueprint = HouseBlueprint("operations", __name__, description=N_("Health and readiness"))


@blueprint.route("/healthz")
@blueprint.arguments(NoQuery, location="query")
@answers(blueprint, HealthAnswer)
def healthz(_query: dict[str, Any]) -> Response:
    """Tell that the process lives."""
    return reply(HealthAnswer(status="ok"), cache=PRIVATE)


@blueprint.route("/readyz")
@blueprint.arguments(NoQuery, location="query")
@answers(blueprint, ReadinessAnswer)
def readyz(_query: dict[str, Any]) -> Response:
    """Tell whether the database answers and the search index follows it: 503 without the database."""
    try:
        condition = glossaries().condition()
    except GlossaryError as error:
        told = ReadinessAnswer(ready=False, database=False, search=False, details={"error": error.code})
        return reply(told, status=503)
    told = ReadinessAnswer(ready=True, database=True, search=condition.search, details=condition.details)
    return reply(told, cache=PRIVATE)
