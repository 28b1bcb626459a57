"""What was wrong with a form: the sentence for each field, in the order of the form, and for all of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from api.desk.wording import field_of
from api.paper import told
from api.problems import STATUSES
from glossary import GlossaryError, InvalidContent

_PLACES = {
    "/source": "source",
    "/rationale": "rationale",
    "/into": "into",
    "/reason": "reason",
    "/remark": "remark",
    "/deputy_for": "deputy_for",
    "/valid_from": "valid_from",
    "/published": "published",
    "/concept": "new_id",
    "/proposer/name": "name",
    "/proposer/contact": "contact",
    "/proposer/credit": "credit",
}


class Wrong(NamedTuple):
    """Why a form was not taken: all of it in sentences, each with its field where it has one."""

    status: int
    sentences: list[tuple[str | None, str]]

    @property
    def at(self) -> dict[str, str]:
        """What is wrong with each field."""
        fields = dict.fromkeys(field for field, _ in self.sentences if field)
        return {name: " ".join(told for field, told in self.sentences if field == name) for name in fields}


def wrong(error: GlossaryError, language: str, places: Mapping[str, str] | None = None) -> Wrong:
    """What an error says about the fields of a form."""
    status = STATUSES[type(error)]
    if not isinstance(error, InvalidContent):
        return Wrong(status, [(None, told(error, language))])
    known = {**_PLACES, **(places or {})}
    sentences = [(field_of(fault.pointer, known), fault.told(language)) for fault in error.faults]
    return Wrong(status, list(dict.fromkeys(sentences)))
