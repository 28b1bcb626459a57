"""The pages of the desk with what all of them show: the form as it was filled in, and what was wrong with it."""

from __future__ import annotations

from typing import Any

from flask import Response, g

from api.desk.faulty import Wrong
from api.desk.relating import RELATIONS
from api.desk.wording import Said, rows
from api.paper import private_page
from glossary import EVENT_KINDS, PROPOSAL_KINDS, PROPOSAL_STATES, REJECT_REASONS, Settings, labels

_OTHER_STATUSES = ("admitted", "deprecated", "superseded")
_TERM_TYPES = ("fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase")


def form_page(
    template: str, language: str, settings: Settings, said: Said, wrong: Wrong | None, **facts: Any
) -> Response:
    """A page with a form: with what was written in it, and what is wrong with that beside each field."""
    chosen = {
        "term_statuses": {name: labels.TERM_STATUSES[name] for name in _OTHER_STATUSES},
        "term_types": {name: labels.CODES[name] for name in _TERM_TYPES},
        "relation_kinds": RELATIONS,
        "note_kinds": labels.NOTE_KINDS,
        "source_statuses": labels.SOURCE_STATUSES,
        "proposal_kinds": PROPOSAL_KINDS,
        "proposal_states": PROPOSAL_STATES,
        "reject_reasons": REJECT_REASONS,
        "event_kinds": EVENT_KINDS,
    }
    return private_page(
        template,
        language,
        status=wrong.status if wrong else 200,
        settings=settings,
        said=said,
        wrong=wrong,
        at=wrong.at if wrong else {},
        rows=rows,
        identity_known=g.identity is not None,
        **chosen,
        **facts,
    )
