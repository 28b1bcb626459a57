"""What the fields of a concept are called, and their values in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from glossary.comparison.words import named_in, other_named, said_in, say, spoken
from glossary.i18n import N_
from glossary.labels import CODES, FIELDS, NOTE_KINDS, SOURCE_STATUSES, TERM_STATUSES, TEXT_STATUSES
from glossary.model import Settings

_IN_WORDS = {**CODES, **TERM_STATUSES, **TEXT_STATUSES, **NOTE_KINDS}
_PLAINLY = ("identical", "translated")
_CODED = ("status", "text_status", "type", "part_of_speech", "autolink", "kind")


class Names:
    """The words for one side of a comparison in one language; `concept` is that side as JSON has it.

    `called` are the terms of other concepts.

    They are the language's own, or the `reader`'s, who is told of which language each field is.
    """

    def __init__(
        self,
        language: str,
        settings: Settings,
        concept: Mapping[str, Any],
        called: Mapping[str, dict[str, str]],
        reader: str | None = None,
    ) -> None:
        self.language, self._settings, self._concept, self._called = language, settings, concept, called
        self.reader, self._names_language = reader or language, reader is not None

    def field(self, path: str) -> str:
        """What stands at a JSON pointer, as a person would call it."""
        steps = path.split("/")[1:]
        if steps[0] != "languages":
            return self.label(steps[0])
        return self._of_language(self._inside(steps[2:]))

    def label(self, name: str) -> str:
        """What a member is called, whatever stands in it."""
        return self._say(FIELDS[name])

    def spoken(self, path: str) -> str:
        """The language of what stands at a JSON pointer: codes are told in the reader's own."""
        member = path.rpartition("/")[2]
        told_in_words = member in _CODED or member == "based_on" or not path.startswith("/languages/")
        return self.reader if told_in_words else self.language

    def items(self, path: str, value: Any) -> list[str]:
        """A value in words: one text, or one for each thing in a list."""
        name = path.rpartition("/")[2]
        if name in ("terms", "notes", "examples"):
            return [self._say(N_("{number}. {item}"), number=at, item=item["text"]) for at, item in enumerate(value, 1)]
        if isinstance(value, (list, tuple)):
            return [self._item(name, each) for each in value]
        return [self._item(name, value)]

    def _of_language(self, field: str) -> str:
        return named_in(self.reader, self.language, field) if self._names_language else field

    def _inside(self, steps: list[str]) -> str:
        """The name of a member of a language section."""
        if len(steps) == 1:
            return self.label(steps[0])
        owner = self._owner(steps)
        if steps[-1] == "text":
            return owner
        name = "term_status" if steps[-1] == "status" else steps[-1]
        return self._say(N_("{field} ({of})"), field=self._say(FIELDS[name]), of=self._whose(steps, owner))

    def _owner(self, steps: list[str]) -> str:
        """The name of a term, a definition, a note or an example."""
        if steps[0] == "definition":
            return self._say(FIELDS["definition"])
        item = self._items(steps[0])[int(steps[1])]
        if steps[0] == "terms":
            return self._say(TERM_STATUSES[item["status"]]).capitalize()
        label = NOTE_KINDS[item["kind"]] if steps[0] == "notes" else FIELDS["example"]
        return self._numbered(steps, self._say(label))

    def _numbered(self, steps: list[str], label: str) -> str:
        """The label of an item, with its number where there are several."""
        many = len(self._items(steps[0])) > 1
        return self._say(N_("{label} {number}"), label=label, number=int(steps[1]) + 1) if many else label

    def _whose(self, steps: list[str], owner: str) -> str:
        """A term is named by itself, everything else by its label."""
        return self._items("terms")[int(steps[1])]["text"] if steps[0] == "terms" else owner

    def _items(self, name: str) -> Any:
        return self._concept["languages"][self.language][name]

    def _item(self, name: str, value: Any) -> str:
        if isinstance(value, dict):
            return self._object(name, value)
        if name in _CODED:
            return self._say(_IN_WORDS[value])
        return self._other(name, str(value))

    def _other(self, name: str, value: str) -> str:
        """What is told by its id: a subject field, another concept; any other text as it is."""
        if name == "replaced_by":
            return other_named(self._called, value, self.reader)
        return self._subject(value) if name == "subjects" else value

    def _object(self, name: str, value: Mapping[str, Any]) -> str:
        if name == "source":
            return self._source(value)
        if name == "contexts":
            return str(value["text"])
        if name == "based_on":
            return self._say(
                N_("{of}, revision {number}"), of=spoken(self.reader, value["language"]), number=value["revision"]
            )
        kind = value.get("kind") or value["type"]
        other = other_named(self._called, value["target"], self.reader) if "target" in value else value["uri"]
        return self._say(N_("{label}: {text}"), label=self._say(CODES[kind]), text=other)

    def _source(self, value: Mapping[str, Any]) -> str:
        """A citation, and how the text keeps to it where it is not simply quoted or translated."""
        told = " ".join(filter(None, (value["citation"], value["locator"], value["uri"])))
        if value["status"] in _PLAINLY:
            return told
        return self._say(N_("{field} ({of})"), field=told, of=self._say(SOURCE_STATUSES[value["status"]]))

    def _subject(self, subject: str) -> str:
        titles = {each.id: each.title for each in self._settings.subjects}
        return said_in(self.reader, titles.get(subject)) or subject

    def _say(self, message: str, **facts: Any) -> str:
        return say(self.reader, message, **facts)
