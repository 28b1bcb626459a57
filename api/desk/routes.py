"""Where the pages of the desk are, and who comes to them: never kept by caches, and never sent by another site."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from flask import Blueprint, Response, g, url_for
from werkzeug.wrappers import Response as AnyResponse

from api import sessions
from api.house import glossaries
from api.identity import allow
from api.pages.routes import REST
from api.paper import to_sign_in
from api.signing_in import to
from glossary import Role, Who

blueprint = Blueprint("desk", __name__)

PROPOSE = f"{REST}propose"
PROPOSALS = f"{REST}proposals"
PROPOSAL = f"{PROPOSALS}/<number:number>"
DESK = f"{REST}desk"

View = Callable[..., AnyResponse]


@blueprint.before_request
def refuse_foreign_forms() -> None:
    """Nobody proposes or decides by another site's wish."""
    sessions.refuse_foreign()


def who(glossary: str, number: int | None = None) -> Who:
    """Who comes to the desk: signed in, or with the secret of a proposal that this browser keeps for a while."""
    return Who(identity=g.identity, token=sessions.proposal_token(glossary, number) if number else None)


def back_to_concept(language: str, glossary: str, concept: str, done: str) -> Response:
    """On to the page of a concept, which says what was done."""
    return to(url_for("desk.concept", language=language, glossary=glossary, concept=concept, done=done) + "#result")


def for_a(role: Role) -> Callable[[View], View]:
    """Show a page to those with a role in the glossary; who is not signed in does that first, and comes back."""

    def decorate(view: View) -> View:
        @wraps(view)
        def shown(language: str, glossary: str) -> AnyResponse:
            if g.identity is None:
                glossaries()[glossary].settings()
                return to_sign_in(language)
            allow(role, glossary)
            return view(language, glossary)

        return shown

    return decorate
