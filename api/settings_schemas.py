"""What may be sent about a glossary: its settings."""

from __future__ import annotations

from typing import Any

import msgspec

from api.fields import (
    ByLanguage,
    Choice,
    Identifier,
    Language,
    Listing,
    Part,
    Strict,
    Words,
)
from glossary import InvalidContent, Settings, model, shape_fault


class SubjectShape(Strict):
    """A subject field of a glossary."""

    id = Identifier(required=True)
    title = ByLanguage(Words(), required=True)


class LicenceShape(Strict):
    """Under which terms the content may be used."""

    name = Words(required=True)
    uri = Words(allow_none=True)


class ReviewStepShape(Strict):
    """A step of the review of a proposal, with the role that takes it and that of a deputy."""

    id = Identifier(required=True)
    title = ByLanguage(Words(), required=True)
    role = Choice(model.ReviewRole)
    deputy = Choice(model.ReviewRole, allow_none=True)


class SettingsBody(Strict):
    """What a glossary says of itself."""

    SERVERS_OWN = frozenset(["id", "uri", "concepts", "seq", "digest", "recorded_at"])
    title = ByLanguage(Words(), required=True)
    publisher = ByLanguage(Words())
    attribution = ByLanguage(Words())
    licence = Part(LicenceShape, allow_none=True)
    languages = Listing(Language(), least=1)
    source_language = Language()
    time_zone = Words()
    subjects = Listing(Part(SubjectShape))
    review_steps = Listing(Part(ReviewStepShape), least=1, most=10)
    proposals_seen_by = Choice(model.Visibility)


def settings_of(flat: dict[str, Any]) -> Settings:
    """Settings from their members. Raises `InvalidContent` for a value that none can have."""
    try:
        return msgspec.convert(flat, Settings)
    except msgspec.ValidationError as error:
        raise InvalidContent([shape_fault(error)]) from error
