"""Taiyaku (対訳): a bilingual glossary that keeps every version of every definition.

`Glossaries` opens a database; a `Glossary` has one method for each thing a person can do; the rest are
values.
"""

from glossary import errors, model
from glossary.asking import NOW, Asked, Standing
from glossary.diff import Change, Difference, Segment, compare
from glossary.errors import (
    GlossaryError,
    InvalidContent,
    InvalidQuery,
)
from glossary.faults import SENTENCES, Fault, escaped
from glossary.formats import FORMATS
from glossary.formats.concept_json import draft
from glossary.glossaries import Glossaries
from glossary.glossary import Glossary
from glossary.i18n import DEFAULT_LANGUAGE, N_, languages, nearest_language, translate
from glossary.limits import Allowance, Policy
from glossary.listing import ListRequest, Page, Pin
from glossary.model import (
    BasedOn,
    Concept,
    Context,
    Definition,
    Draft,
    Edition,
    Example,
    Head,
    LanguageSection,
    Match,
    MissedForm,
    Note,
    Relation,
    Revision,
    Settings,
    Source,
    Sync,
    Term,
    choices,
)
from glossary.people import Account, Identity, Key, Role, Session, folded_login
from glossary.readable import as_markdown, as_text
from glossary.recording import LoadReport
from glossary.resources import shipped
from glossary.search import Hit, Query, Results, TermMatch, Within
from glossary.sessions import Lifetimes, SignedIn
from glossary.store import Journal
from glossary.text import heading, romaji
from glossary.texts import by_language, forbidden_character, is_blank, text_faults
from glossary.times import micros, written
from glossary.validity import ID_PATTERN, id_faults, is_language, shape_fault
from glossary.verifying import Verdict
from glossary.whereabouts import Whereabouts, from_env

__all__ = [
    "DEFAULT_LANGUAGE",
    "FORMATS",
    "ID_PATTERN",
    "NOW",
    "N_",
    "SENTENCES",
    "Account",
    "Allowance",
    "Asked",
    "AuditEntry",
    "BasedOn",
    "Change",
    "Concept",
    "Context",
    "Definition",
    "Difference",
    "Draft",
    "Edition",
    "Example",
    "Fault",
    "Glossaries",
    "Glossary",
    "GlossaryError",
    "Head",
    "Hit",
    "Identity",
    "InvalidContent",
    "InvalidQuery",
    "Journal",
    "Key",
    "LanguageSection",
    "Lifetimes",
    "ListRequest",
    "LoadReport",
    "Match",
    "MissedForm",
    "Note",
    "Page",
    "Pin",
    "Policy",
    "Query",
    "Relation",
    "Results",
    "Revision",
    "Role",
    "Segment",
    "Session",
    "Settings",
    "SignedIn",
    "Source",
    "Standing",
    "Sync",
    "Term",
    "TermMatch",
    "Verdict",
    "Whereabouts",
    "Within",
    "as_markdown",
    "as_text",
    "by_language",
    "choices",
    "compare",
    "draft",
    "errors",
    "escaped",
    "folded_login",
    "forbidden_character",
    "from_env",
    "heading",
    "id_faults",
    "is_blank",
    "is_language",
    "languages",
    "micros",
    "model",
    "nearest_language",
    "romaji",
    "shape_fault",
    "shipped",
    "text_faults",
    "translate",
    "written",
]
