"""Whoosh as it is used here: its dictionary of words and its files, with lists of postings that are arrays.

The codec is Whoosh's own, but for how a list is laid out: documents as numbers, weights as single bytes, one after the
other, so that a list is read where it lies and whole lists are joined at once instead of document by document.
Whoosh's files hold pickles: they are only read when their digests are those that were written.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice, takewhile
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3TermInfo
from whoosh.fields import KEYWORD, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import BufferFile
from whoosh.index import TOC

from glossary.search.files import Content, read

_INDEX = "MAIN"


class IndexTrouble(Exception):
    """The index on disk cannot be read or written; it has to be made anew. Never leaves this package."""


@contextmanager
def guarded() -> Iterator[None]:
    """Whatever goes wrong inside is `IndexTrouble`: a damaged file may raise any exception there is."""
    try:
        yield
    except IndexTrouble:
        raise
    except Exception as error:
        raise IndexTrouble(repr(error)) from error


class Postings(NamedTuple):
    """In which documents a word is, in rising order, and how much it weighs there (1 to 255)."""

    documents: NDArray[np.uint32]
    weights: NDArray[np.uint8]


class _Block:
    """What Whoosh asks of a list to sum it up. Only its length is ever looked at."""

    def __init__(self, many: int) -> None:
        self._many = many
        self._weights = ()

    def __len__(self) -> int:
        return self._many

    def _nothing(self) -> int:
        return 0

    min_length = max_length = max_weight = min_id = max_id = _nothing


class _ArrayFieldWriter(W3FieldWriter):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's writer of words, taking whole lists."""

    def add_list(self, word: bytes, postings: Postings) -> None:
        """Write a word and where it is. Words come in order."""
        info = W3TermInfo()
        info.add_block(_Block(len(postings.documents)))
        info.set_extent(self._postfile.tell(), len(postings.documents))
        self._postfile.write(postings.documents.astype("<u4").tobytes() + postings.weights.astype("u1").tobytes())
        self._tindex.add(self._fieldid.to_bytes(2, "big") + word, info.to_bytes())


class ArrayCodec(W3Codec):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's codec with lists that are arrays."""

    def field_writer(self, storage: Any, segment: Any) -> _ArrayFieldWriter:
        """What writes the words of a segment."""
        return _ArrayFieldWriter(self, storage, segment)


class _View(BufferFile):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's file over bytes, without the copy it makes of them."""

    def __init__(self, content: Content, name: str) -> None:
        self._buf = memoryview(content)
        self._name = name
        self.file = _Cursor(self._buf)
        self.onclose = None
        self.is_real = False
        self.is_closed = False


class _Cursor(io.RawIOBase):
    """A place in bytes: reading copies only what is read."""

    def __init__(self, view: memoryview) -> None:
        self._view, self._at = view, 0

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = (0, self._at, len(self._view))[whence] + offset
        return self._at

    def readinto(self, buffer: Any) -> int:
        found = self._view[self._at : self._at + len(buffer)]
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)

    def readable(self) -> bool:
        return True


class _Storage(FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """Files of which the small ones are in memory and the large ones mapped."""

    def open_file(self, name: str, **_: Any) -> Any:
        return _View(read(Path(self.folder) / name), name)


def _schema(fields: tuple[str, ...]) -> Schema:
    return Schema(**{name: KEYWORD() for name in fields})


class WordsWriter:
    """Writes the words of one field after the other, in order, and where they are."""

    def __init__(self, folder: Path, fields: tuple[str, ...], documents: int) -> None:
        self._storage, self._schema = FileStorage(str(folder)), _schema(fields)
        codec = ArrayCodec()
        self._segment = codec.new_segment(self._storage, _INDEX)
        self._segment.set_doc_count(documents)
        self._writer = codec.field_writer(self._storage, self._segment)

    def field(self, name: str, words: Iterator[tuple[bytes, Postings]]) -> None:
        """Write a field."""
        self._writer.start_field(name, self._schema[name])
        for word, postings in words:
            self._writer.add_list(word, postings)
        self._writer.finish_field()

    def close(self) -> None:
        """Finish the files."""
        self._writer.close()
        TOC(self._schema, [self._segment], 1).write(self._storage, _INDEX)


class Words:
    """The words of an index that was written so."""

    def __init__(self, folder: Path) -> None:
        storage = _Storage(str(folder))
        (segment,) = TOC.read(storage, _INDEX, gen=1).segments
        self._terms = segment.codec().terms_reader(storage, segment)
        self._lists = memoryview(self._terms._postfile._buf)
        self.documents = int(segment.doc_count_all())

    def postings(self, field: str, word: str) -> Postings | None:
        """Where a word is; None where it is nowhere."""
        name = field, word.encode()
        if name not in self._terms:
            return None
        info = self._terms.term_info(*name)
        start, many = info.extent()[0], info.doc_frequency()
        middle = start + 4 * many
        return Postings(
            np.frombuffer(self._lists[start:middle], dtype="<u4"),
            np.frombuffer(self._lists[middle : middle + many], dtype="u1"),
        )

    def beginning(self, field: str, prefix: str, most: int) -> list[str]:
        """So many words that begin so, in their order."""
        wanted = prefix.encode()
        among = self._terms.terms_from(field, wanted)
        found = takewhile(lambda each: each[0] == field and each[1].startswith(wanted), among)
        return [word.decode() for _, word in islice(found, most)]
