"""One family of errors, the facts as fields: `title` never varies, `detail` is filled from them, in either language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from glossary.faults import Fault
from glossary.i18n import N_


@dataclass(eq=False)
class GlossaryError(Exception):
    """Something a person asked for that cannot be done."""

    code: ClassVar[str] = "error"
    title: ClassVar[str] = N_("The request cannot be carried out")
    detail: ClassVar[str] = N_("The request cannot be carried out.")

    @property
    def facts(self) -> dict[str, Any]:
        """The fields that fill the placeholders of `detail`."""
        return dict(vars(self))

    def __str__(self) -> str:
        return self.detail.format(**self.facts)


@dataclass(eq=False)
class GlossaryNotFound(GlossaryError):
    """Nobody made a glossary of this id."""

    glossary: str
    code = "glossary-not-found"
    title = N_("No such glossary")
    detail = N_("There is no glossary “{glossary}”.")


@dataclass(eq=False)
class ConceptNotFound(GlossaryError):
    """The glossary has never had this concept."""

    glossary: str
    concept: str
    code = "concept-not-found"
    title = N_("No such concept")
    detail = N_("There is no concept “{concept}” in the glossary “{glossary}”.")


@dataclass(eq=False)
class RevisionNotFound(GlossaryError):
    """The concept has fewer revisions than that."""

    glossary: str
    concept: str
    revision: int
    code = "revision-not-found"
    title = N_("No such revision")
    detail = N_("The concept “{concept}” has no revision {revision}.")


@dataclass(eq=False)
class EditionNotFound(GlossaryError):
    """No edition of this id has been published."""

    glossary: str
    edition: str
    code = "edition-not-found"
    title = N_("No such edition")
    detail = N_("The glossary “{glossary}” has no published edition “{edition}”.")


@dataclass(eq=False)
class NotYetWorded(GlossaryError):
    """At the moment asked about, the concept had no wording in force."""

    glossary: str
    concept: str
    first_valid_from: str
    code = "before-first-wording"
    title = N_("The concept had no wording then")
    detail = N_("“{concept}” had no wording in force at that time; the first holds from {first_valid_from}.")


@dataclass(eq=False)
class Retired(GlossaryError):
    """The concept was retired; its history stays readable, and a successor may be named."""

    glossary: str
    concept: str
    revision: int
    valid_from: str
    replaced_by: str | None
    code = "concept-retired"
    title = N_("The concept has been retired")
    detail = N_("“{concept}” was retired with effect from {valid_from}. Its history can still be read.")


@dataclass(eq=False)
class RetiredConceptChanged(GlossaryError):
    """A retired concept takes no changes until it is restored."""

    concept: str
    code = "retired-concept"
    title = N_("A retired concept cannot be changed")
    detail = N_("“{concept}” is retired. Restore it before changing it.")


@dataclass(eq=False)
class AlreadyRetired(GlossaryError):
    """Nothing is left to retire."""

    concept: str
    code = "already-retired"
    title = N_("The concept is already retired")
    detail = N_("“{concept}” is already retired.")


@dataclass(eq=False)
class HeadMoved(GlossaryError):
    """The precondition names another revision than the newest one."""

    concept: str
    head: int
    code = "precondition-failed"
    title = N_("Somebody changed it in the meantime")
    detail = N_("“{concept}” is now at revision {head}. Read it again and repeat your change on that basis.")


@dataclass(eq=False)
class LogMoved(GlossaryError):
    """The precondition names another end of the glossary's log than the present one."""

    glossary: str
    head: int
    code = "log-moved"
    title = N_("Somebody changed the glossary in the meantime")
    detail = N_("The log of “{glossary}” is now at entry {head}. Read the glossary again and repeat your change.")


@dataclass(eq=False)
class AlreadyExists(GlossaryError):
    """The precondition asks for something new under an id that is taken."""

    id: str
    head: int
    code = "already-exists"
    title = N_("The id is taken")
    detail = N_("“{id}” already exists.")


@dataclass(eq=False)
class EditionExists(GlossaryError):
    """A published edition never changes."""

    edition: str
    code = "edition-exists"
    title = N_("A published edition cannot change")
    detail = N_("The edition “{edition}” has been published and cannot change.")


@dataclass(eq=False)
class EditionTaken(GlossaryError):
    """A new edition cannot have the id of another."""

    edition: str
    code = "edition-taken"
    title = N_("There is an edition of this id")
    detail = N_("There is an edition or a draft “{edition}” already. Choose another id.")


@dataclass(eq=False)
class Redacted(GlossaryError):
    """A text was removed for good; the history still says that it was there, and why it went."""

    glossary: str
    concept: str
    revision: int
    reason: str | None
    code = "redacted"
    title = N_("The text has been removed")
    detail = N_("The text of revision {revision} of “{concept}” has been removed for good. Reason: {reason}")


@dataclass(eq=False)
class NothingToRedact(GlossaryError):
    """The revision has no such text."""

    concept: str
    revision: int
    part: str
    code = "nothing-to-redact"
    title = N_("There is no such text")
    detail = N_("Revision {revision} of “{concept}” has no text “{part}”.")


@dataclass(eq=False)
class PersonNotFound(GlossaryError):
    """Nobody has this id, or nobody any more."""

    person: str
    code = "person-not-found"
    title = N_("No such person")
    detail = N_("There is no person “{person}”, or their name has been erased.")


@dataclass(eq=False)
class InvalidContent(GlossaryError):
    """What was sent breaks the rules of the house; each fault says where and why."""

    faults: list[Fault] = field(default_factory=list)
    code = "invalid-content"
    title = N_("The content is not valid")
    detail = N_("The content was not accepted. See the list of errors; nothing was stored.")


@dataclass(eq=False)
class InvalidQuery(GlossaryError):
    """A parameter of a question cannot be understood."""

    faults: list[Fault] = field(default_factory=list)
    code = "invalid-query"
    title = N_("A parameter is not valid")
    detail = N_("A parameter of the request was not accepted. See the list of errors.")


@dataclass(eq=False)
class KeyRefused(GlossaryError):
    """The key is unknown, expired or revoked."""

    code = "key-refused"
    title = N_("The key was not accepted")
    detail = N_("The key is unknown, has expired or has been revoked.")


@dataclass(eq=False)
class KeyNeeded(GlossaryError):
    """Only somebody with a key may do this."""

    code = "key-needed"
    title = N_("A key is needed")
    detail = N_("Send a key in the header “Authorization: Bearer …”.")


@dataclass(eq=False)
class RoleTooLow(GlossaryError):
    """The key's role does not include this."""

    needed: str
    code = "role-too-low"
    title = N_("The key does not allow this")
    detail = N_("This needs the role “{needed}” in this glossary.")


@dataclass(eq=False)
class KeyNotFound(GlossaryError):
    """No key of this id was ever made."""

    key: str
    code = "key-not-found"
    title = N_("No such key")
    detail = N_("There is no key “{key}”.")


@dataclass(eq=False)
class Busy(GlossaryError):
    """Others are writing, a large glossary is being read, or the disk is full; nothing was stored."""

    code = "busy"
    title = N_("The service is busy")
    detail = N_("This could not be done just now, and nothing was stored. Please try again shortly.")


@dataclass(eq=False)
class StorageFailed(GlossaryError):
    """The database cannot be read or written at present."""

    code = "storage-failed"
    title = N_("The database cannot be used at present")
    detail = N_("The database cannot be read or written at present. Nothing was lost.")


@dataclass(eq=False)
class UnsafeIndex(GlossaryError):
    """Others could put files into the index folder, and index files are as good as programs."""

    code = "unsafe-index"
    title = N_("The folder of the search index is not safe")
    detail = N_("Others can write to the folder of the search index. Make it yours alone (chmod 700), or remove it.")


@dataclass(eq=False)
class NewerDatabase(GlossaryError):
    """The database was written by a newer release than this one."""

    found: str
    code = "newer-database"
    title = N_("The database is newer than this program")
    detail = N_("The database has the schema “{found}”, which this release does not know. Install a newer release.")
