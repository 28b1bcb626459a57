"""Why the history of a concept has nothing to say about a moment, as errors of the family."""

from __future__ import annotations

from dataclasses import dataclass

from glossary.errors import NotYetWorded
from glossary.i18n import N_


@dataclass(eq=False)
class NotYetKnown(NotYetWorded):
    """Nothing of the concept had been recorded at the moment, or for the edition, that was asked about."""

    first_recorded_at: str
    code = "not-yet-known"
    title = N_("The concept was not known then")
    detail = N_("“{concept}” had not been recorded by then; its first revision was recorded at {first_recorded_at}.")
