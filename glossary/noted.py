"""What is noted beside the record: what was looked up in vain."""

from __future__ import annotations

from glossary.model import Value


class MissedForm(Value, frozen=True, kw_only=True):
    """A form that was looked up in vain: how often, and on which day last (YYYY-MM-DD, UTC)."""

    form: str
    count: int
    last: str
