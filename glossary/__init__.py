"""Taiyaku (対訳): a bilingual glossary that keeps every version of every definition.

`Glossaries` opens a database; a `Glossary` has one method for each thing a person can do; the rest are
values.
"""

from glossary import errors, history_errors, identity_errors, labels, model, review_errors, reviewing, webhook_errors
from glossary.asking import NOW, Asked, Standing
from glossary.audited import AuditEntry
from glossary.behind import BehindPage, BehindRequest, Lag
from glossary.calendars import Calendar, day_of, shown_date, shown_moment
from glossary.checks import CHECKS, Finding
from glossary.checks import message as finding_message
from glossary.citing import JAPANESE_STYLES, Citation, Style, citation, cited
from glossary.comparison import (
    FATES,
    STYLES,
    Behind,
    Comparison,
    Entry,
    EntryKind,
    Errata,
    Followed,
    Grading,
    NewSettings,
    Order,
    Removal,
    Report,
    as_html,
    as_table,
    behind_html,
    behind_markdown,
    behind_table,
    dated_by,
    errata_html,
    errata_markdown,
    followed_html,
    followed_title,
    report_html,
    report_markdown,
    report_table,
    within_a_page,
)
from glossary.comparison import as_markdown as difference_markdown
from glossary.comparison import plain as plain_markdown
from glossary.diff import Change, Difference, Segment, compare
from glossary.errors import (
    GlossaryError,
    InvalidContent,
    InvalidQuery,
)
from glossary.faults import SENTENCES, Fault, escaped
from glossary.following import FollowedPage, FollowRequest
from glossary.formats import FORMATS
from glossary.formats.concept_json import draft
from glossary.glossaries import Glossaries
from glossary.glossary import Glossary
from glossary.i18n import DEFAULT_LANGUAGE, N_, languages, listed, nearest_language, translate
from glossary.labels import ENTRIES, EVENT_KINDS, PROPOSAL_KINDS, PROPOSAL_STATES, REJECT_REASONS
from glossary.limits import Allowance, Policy
from glossary.listing import ListRequest, Page, Pin
from glossary.marking import MOST_MARKS, Annotation, Prose, TermMark
from glossary.mementos import Memento, Timeline
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
    Note,
    Relation,
    ReviewStep,
    Revision,
    Settings,
    Source,
    Sync,
    Term,
    Visibility,
    choices,
)
from glossary.noted import MissedForm
from glossary.people import Account, Identity, Key, Role, Session, folded_login
from glossary.readable import as_markdown, as_text
from glossary.recording import LoadReport
from glossary.resources import shipped
from glossary.reviewing import *  # noqa: F403 - its __all__ is joined below
from glossary.search import Hit, Query, Results, TermMatch, Within
from glossary.sessions import Lifetimes, SignedIn
from glossary.store import EmbedCount, Journal, Listed, Once, Queue, Turn
from glossary.telling import KINDS as MESSAGE_KINDS
from glossary.telling import Delivery, DeliveryState, Teller, Telling, Webhook, Webhooks, place_of
from glossary.telling import from_env as telling_from_env
from glossary.term_use import USES, Passage, Severity, Side, UseFinding
from glossary.text import above, heading, headings, hiragana, romaji
from glossary.texts import by_language, forbidden_character, is_blank, one_line, text_faults
from glossary.times import Clock, micros, written, written_in_seconds
from glossary.validity import ID_PATTERN, id_faults, is_language, shape_fault
from glossary.verifying import Verdict
from glossary.whereabouts import Whereabouts, from_env
from glossary.word_lists import ListedForm, ToldConcept, WordList, told

__all__ = [
    "CHECKS",
    "DEFAULT_LANGUAGE",
    "ENTRIES",
    "EVENT_KINDS",
    "FATES",
    "FORMATS",
    "ID_PATTERN",
    "JAPANESE_STYLES",
    "MESSAGE_KINDS",
    "MOST_MARKS",
    "NOW",
    "N_",
    "PROPOSAL_KINDS",
    "PROPOSAL_STATES",
    "REJECT_REASONS",
    "SENTENCES",
    "STYLES",
    "USES",
    "Account",
    "Allowance",
    "Annotation",
    "Asked",
    "AuditEntry",
    "BasedOn",
    "Behind",
    "BehindPage",
    "BehindRequest",
    "Calendar",
    "Change",
    "Citation",
    "Clock",
    "Comparison",
    "Concept",
    "Context",
    "Definition",
    "Delivery",
    "DeliveryState",
    "Difference",
    "Draft",
    "Edition",
    "EmbedCount",
    "Entry",
    "EntryKind",
    "Errata",
    "Example",
    "Fault",
    "Finding",
    "FollowRequest",
    "Followed",
    "FollowedPage",
    "Glossaries",
    "Glossary",
    "GlossaryError",
    "Grading",
    "Head",
    "Hit",
    "Identity",
    "InvalidContent",
    "InvalidQuery",
    "Journal",
    "Key",
    "Lag",
    "LanguageSection",
    "Lifetimes",
    "ListRequest",
    "Listed",
    "ListedForm",
    "LoadReport",
    "Match",
    "Memento",
    "MissedForm",
    "NewSettings",
    "Note",
    "Once",
    "Order",
    "Page",
    "Passage",
    "Pin",
    "Policy",
    "Prose",
    "Query",
    "Queue",
    "Relation",
    "Removal",
    "Report",
    "Results",
    "ReviewStep",
    "Revision",
    "Role",
    "Segment",
    "Session",
    "Settings",
    "Severity",
    "Side",
    "SignedIn",
    "Source",
    "Standing",
    "Style",
    "Sync",
    "Teller",
    "Telling",
    "Term",
    "TermMark",
    "TermMatch",
    "Timeline",
    "ToldConcept",
    "Turn",
    "UseFinding",
    "Verdict",
    "Visibility",
    "Webhook",
    "Webhooks",
    "Whereabouts",
    "Within",
    "WordList",
    "above",
    "as_html",
    "as_markdown",
    "as_table",
    "as_text",
    "behind_html",
    "behind_markdown",
    "behind_table",
    "by_language",
    "choices",
    "citation",
    "cited",
    "compare",
    "dated_by",
    "day_of",
    "difference_markdown",
    "draft",
    "errata_html",
    "errata_markdown",
    "errors",
    "escaped",
    "finding_message",
    "folded_login",
    "followed_html",
    "followed_title",
    "forbidden_character",
    "from_env",
    "heading",
    "headings",
    "hiragana",
    "history_errors",
    "id_faults",
    "identity_errors",
    "is_blank",
    "is_language",
    "labels",
    "languages",
    "listed",
    "micros",
    "model",
    "nearest_language",
    "one_line",
    "place_of",
    "plain_markdown",
    "report_html",
    "report_markdown",
    "report_table",
    "review_errors",
    "romaji",
    "shape_fault",
    "shipped",
    "shown_date",
    "shown_moment",
    "telling_from_env",
    "text_faults",
    "told",
    "translate",
    "webhook_errors",
    "within_a_page",
    "written",
    "written_in_seconds",
]
__all__ += reviewing.__all__
