"""Reading the members of a JSON list, or one value, without ever holding the whole file."""

from __future__ import annotations

import json
from codecs import getincrementaldecoder
from collections.abc import Iterator
from typing import IO, Any, NoReturn

from glossary.errors import InvalidContent
from glossary.faults import Fault

_CHUNK = 1 << 20
_NEAR_THE_END = 16  # an unfinished value breaks off here at the latest: the longest word of JSON has nine letters
_BLANKS = " \t\r\n"


def values(file: IO[bytes]) -> Iterator[tuple[str, Any]]:
    """Each member of a list, or the one value of a file, with its JSON pointer. Raises `InvalidContent`."""
    text, pointer = _Text(file), ""
    try:
        if text.sign() != "[":
            yield "", text.value()
        else:
            for number in text.members():
                pointer = f"/{number}"
                yield pointer, text.value()
        text.expect_end()
    except (ValueError, RecursionError) as error:
        raise InvalidContent([Fault(pointer, "bad-value", {"reason": str(error)})]) from error


class _Text:
    """What is left to read of a file, as much of it as is needed."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._decoder = file, getincrementaldecoder("utf-8")()
        self._text, self._at, self._chunk = "", 0, _CHUNK
        self._scan = json.JSONDecoder(parse_constant=_refuse).raw_decode

    def sign(self) -> str:
        """The next character that is not blank; none at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _BLANKS:
                    return self._text[self._at]
                self._at += 1
            if not self._read_on():
                return ""

    def value(self) -> Any:
        """The next value."""
        self.sign()
        while True:
            try:
                found, self._at = self._scan(self._text, self._at)
            except json.JSONDecodeError as error:
                if not self._is_unfinished(error) or not self._read_on():
                    raise
            else:
                return found

    def members(self) -> Iterator[int]:
        """The numbers of the members of a list, whose bracket comes next; before each, the text is at its value."""
        number = 0
        self._at += 1
        if self.sign() != "]":
            yield number
            while self._expect(",]") == ",":
                number += 1
                yield number
            return
        self._at += 1

    def expect_end(self) -> None:
        """Refuse anything more."""
        if self.sign():
            self._expect("")

    def _expect(self, signs: str) -> str:
        found = self.sign()
        if not found or found not in signs:
            raise ValueError(f"unexpected {found or 'end'!r}")
        self._at += 1
        return found

    def _read_on(self) -> bool:
        read = self._file.read(self._chunk)
        self._text = self._text[self._at :] + self._decoder.decode(read, final=not read)
        self._at, self._chunk = 0, max(_CHUNK, len(self._text))
        return bool(read)

    def _is_unfinished(self, error: json.JSONDecodeError) -> bool:
        unclosed = error.msg.startswith("Unterminated string")
        return unclosed or error.pos >= len(self._text) - _NEAR_THE_END


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")
