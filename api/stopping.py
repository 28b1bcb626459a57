"""The page by which people stop letters, from the link in each of them."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from api.caching import PRIVATE
from api.house import glossaries
from api.pages.frame import page

blueprint = Blueprint("stopping", __name__, url_prefix="/letters/stop/<id:token>")


@blueprint.get("")
def ask(token: str) -> Response:
    """Ask whether letters shall stop; opening the link alone stops nothing."""
    if not glossaries().wishes.is_known(token):
        abort(404)
    return _page(is_stopped=False)


@blueprint.post("")
def stop(token: str) -> Response:
    """Send no more letters, in one step for mail programs too (RFC 8058)."""
    if not glossaries().wishes.stop(token):
        abort(404)
    return _page(is_stopped=True)


def _page(is_stopped: bool) -> Response:
    return page("stopping.html", cache=PRIVATE, is_stopped=is_stopped)
