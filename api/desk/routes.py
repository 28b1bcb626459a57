"""Where the pages of the desk are, and who comes to them: never kept by caches, and never sent by another site."""

from __future__ import annotations

from flask import Blueprint, g

from api import sessions
from api.pages.routes import REST
from glossary import Who

blueprint = Blueprint("desk", __name__)

PROPOSE = f"{REST}propose"
PROPOSALS = f"{REST}proposals"
PROPOSAL = f"{PROPOSALS}/<number:number>"
DESK = f"{REST}desk"


@blueprint.before_request
def refuse_foreign_forms() -> None:
    """Nobody proposes or decides by another site's wish."""
    sessions.refuse_foreign()


def who(glossary: str, number: int | None = None) -> Who:
    """Who comes to the desk: signed in, or with the secret of a proposal that this browser keeps for a while."""
    return Who(identity=g.identity, token=sessions.proposal_token(glossary, number) if number else None)
