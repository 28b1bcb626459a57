"""What ids and numbers look like in an address."""

from __future__ import annotations

from werkzeug.routing import BaseConverter

from glossary import ID_PATTERN


class IdConverter(BaseConverter):
    """The id of a concept, a glossary or an edition in an address."""

    regex = ID_PATTERN


class NumberConverter(BaseConverter):
    """The number of a revision in an address: plain digits without a leading zero."""

    regex = "[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> int:
        """The number."""
        return int(value)


class VersionConverter(BaseConverter):
    """The version of the script in an address."""

    regex = "[0-9]{1,3}[.][0-9]{1,3}[.][0-9]{1,3}"
