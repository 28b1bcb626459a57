"""Fields that take nothing for something it is not, and say what is wrong in codes of `glossary.faults`.

A message is a code, with facts after `?` as in a query: `too-long?most=200`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NoReturn
from urllib.parse import parse_qsl, quote, urlencode

from marshmallow import Schema, ValidationError, fields, pre_load, validate

from glossary import (
    ID_PATTERN,
    Fault,
    choices,
    escaped,
    forbidden_character,
    id_faults,
    is_blank,
    is_language,
    text_faults,
)

_BASE = {"required": "missing", "null": "null", "validator_failed": "bad-value"}
_MOST_IDS = 200
_DIGITS, _DAY = re.compile(r"[0-9]{1,10}", re.ASCII), re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def typed(expected: str) -> dict[str, Any]:
    """The messages of a field that expects a JSON type."""
    wrong = f"wrong-type?expected={expected}"
    return {**_BASE, "invalid": wrong, "invalid_utf8": wrong, "type": wrong}


LARGEST = 2**31 - 1
"""The greatest number of a revision, or whatever else is counted."""


class Words(fields.String):
    """A JSON string."""

    default_error_messages = typed("string")


class Anything(fields.Raw):
    """Any JSON value."""

    default_error_messages = typed("value")


class Whole(fields.Integer):
    """A JSON integer, never a string or a boolean."""

    default_error_messages = {**typed("integer"), "too_large": "wrong-type?expected=integer"}

    def __init__(self, least: int = 0, most: int = LARGEST, **options: Any) -> None:
        between = validate.Range(least, most, error=f"out-of-range?least={least}&most={most}")
        super().__init__(strict=True, validate=between, **options)

    def _validated(self, value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.make_error("invalid")
        return super()._validated(value)


class Truth(fields.Boolean):
    """A JSON true or false, nothing that resembles it."""

    default_error_messages = typed("boolean")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


class Choice(Words):
    """One word of a closed list."""

    def __init__(self, closed_list: Any, **options: Any) -> None:
        words = choices(closed_list)
        error = f"not-in-list?choices={quote(', '.join(words))}"
        super().__init__(validate=validate.OneOf(words, error=error), **options)


class Part(fields.Nested):
    """An object inside an object."""

    default_error_messages = typed("object")


class Listing(fields.List[Any]):
    """A JSON list, never more than `most` long."""

    default_error_messages = typed("list")

    def __init__(self, inner: Any, most: int = 100, least: int = 0, **options: Any) -> None:
        checks = [validate.Length(max=most, error=f"too-many?most={most}")]
        if least:
            checks.append(validate.Length(min=least, error=f"too-few?least={least}"))
        super().__init__(inner, validate=checks, **options)


class ByLanguage(fields.Dict):
    """A map from language tags to values; what is wrong is told at the tag itself."""

    default_error_messages = typed("object")

    def __init__(self, values: fields.Field[Any], **options: Any) -> None:
        super().__init__(keys=Language(), values=values, **options)

    def _deserialize(self, value: Any, *rest: Any, **options: Any) -> Any:
        try:
            return super()._deserialize(value, *rest, **options)  # type: ignore[no-untyped-call]  # so in marshmallow
        except ValidationError as error:
            if not isinstance(error.messages, dict):
                raise
            flat = {tag: found.get("value", found.get("key")) for tag, found in error.messages.items()}
            raise ValidationError(flat) from error


class Count(fields.Integer):
    """A whole number in a query, in plain digits."""

    default_error_messages = {**typed("integer"), "too_large": "wrong-type?expected=integer"}

    def __init__(self, least: int, most: int = LARGEST, **options: Any) -> None:
        between = validate.Range(least, most, error=f"out-of-range?least={least}&most={most}")
        super().__init__(validate=between, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> int:
        if not isinstance(value, str) or not _DIGITS.fullmatch(value):
            raise self.make_error("invalid")
        return int(value)


class Line(Words):
    """A short text in a query, of at most `most` code points, with nothing invisible but blanks."""

    def __init__(self, most: int = 200, **options: Any) -> None:
        super().__init__(validate=[validate.Length(max=most, error=f"too-long?most={most}"), _visible], **options)


class Day(Words):
    """A day in a query (YYYY-MM-DD)."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> Any:
        text = super()._deserialize(value, attr, data, **options)
        try:
            return date.fromisoformat(text) if _DAY.fullmatch(text) else _no_day()
        except ValueError:
            return _no_day()


class Remark(Words):
    """A text for people, of any length that a text may have."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validate=_remark, **options)


class Identifier(Words):
    """The id of a concept, a glossary or an edition."""

    def __init__(self, metadata: Mapping[str, Any] = MappingProxyType({}), **options: Any) -> None:
        super().__init__(validate=_identifier, metadata={"pattern": f"^{ID_PATTERN}$", **metadata}, **options)


class Identifiers(Words):
    """Ids with commas between them, at most 200."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> Any:
        ids = super()._deserialize(value, attr, data, **options).split(",")
        if len(ids) > _MOST_IDS:
            raise ValidationError(f"too-many?most={_MOST_IDS}")
        for each in ids:
            _identifier(each)
        return tuple(ids)


class Language(Words):
    """A language tag (BCP 47)."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validate=_language, **options)


class Strict(Schema):
    """A schema that knows all its members; the server's own may come back and are ignored."""

    error_messages = {"unknown": "unknown-member", "type": "wrong-type?expected=object"}
    SERVERS_OWN: frozenset[str] = frozenset()

    class Meta:
        """Unknown members are an error, and members keep their order."""

        unknown = "raise"

    @pre_load
    def ignore_the_servers_own(self, data: Any, **_options: Any) -> Any:
        """Drop what the server adds to its answers, so that they can be edited and sent back."""
        if not isinstance(data, Mapping) or not self.SERVERS_OWN:
            return data
        return {name: member for name, member in data.items() if name not in self.SERVERS_OWN}


class Query(Strict):
    """A schema for the parameters of a query."""

    error_messages = {"unknown": "unknown-parameter", "type": "wrong-type?expected=object"}


class NoQuery(Query):
    """A request that takes no parameters."""


def faults(messages: Any, pointer: str = "") -> Iterator[Fault]:
    """What marshmallow found, as faults with JSON pointers."""
    if isinstance(messages, Mapping):
        for name, inner in messages.items():
            about_all = name == "_schema" and inner != ["unknown-member"]
            yield from faults(inner, pointer if about_all else f"{pointer}/{escaped(str(name))}")
    elif isinstance(messages, list):
        for message in messages:
            yield from faults(message, pointer)
    else:
        code, _, facts = str(messages).partition("?")
        yield Fault(pointer, code, dict(parse_qsl(facts, keep_blank_values=True)))


def _no_day() -> NoReturn:
    raise ValidationError("not-a-day")


def _visible(text: str) -> None:
    character = forbidden_character(text)
    if character:
        raise ValidationError(f"invalid-text?character={quote(character)}")
    if is_blank(text):
        raise ValidationError("blank")


def _remark(text: str) -> None:
    _refuse(text_faults(text))


def _identifier(text: str) -> None:
    _refuse(id_faults(text, ""))


def _refuse(found: Iterator[Fault]) -> None:
    told = [f"{fault.code}?{urlencode(fault.facts)}" for fault in found]
    if told:
        raise ValidationError(told)


def _language(text: str) -> None:
    if not is_language(text):
        raise ValidationError(f"bad-language?language={quote(text[:40], errors='replace')}")
