"""Taiyaku (対訳): a bilingual glossary that keeps every version of every definition.

`Glossaries` opens a database; a `Glossary` has one method for each thing a person can do; the rest are
values.
"""

from glossary import errors, model, review_errors, webhook_errors
from glossary.asking import NOW, Asked, Standing
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
    NewSettings,
    Order,
    Removal,
    Report,
    as_html,
    as_table,
    behind_html,
    behind_markdown,
    behind_table,
    errata_html,
    errata_markdown,
    followed_html,
    followed_title,
    report_html,
    report_markdown,
    report_table,
)
from glossary.comparison import as_markdown as difference_markdown
from glossary.desk import Desk
from glossary.diff import Change, Difference, Segment, compare
from glossary.errors import (
    GlossaryError,
    InvalidContent,
    InvalidQuery,
)
from glossary.faults import SENTENCES, Fault, escaped
from glossary.filing import File, Filing, Who
from glossary.following import FollowedPage, FollowRequest
from glossary.formats import FORMATS
from glossary.formats.concept_json import draft
from glossary.glossaries import Glossaries
from glossary.glossary import Glossary
from glossary.i18n import DEFAULT_LANGUAGE, N_, languages, nearest_language, translate
from glossary.impact import Impact, Related, Use
from glossary.labels import ENTRIES, EVENT_KINDS, PROPOSAL_KINDS, PROPOSAL_STATES, REJECT_REASONS
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
from glossary.outlook import Outlook
from glossary.people import Identity, Key, Role
from glossary.proposals import (
    PENDING,
    Amendment,
    Approval,
    Choice,
    Collision,
    Content,
    Event,
    EventKind,
    Limits,
    Origin,
    Proposal,
    ProposalKind,
    ProposalState,
    Proposer,
    RejectReason,
    Wish,
)
from glossary.proposing import draft_of, is_last, step_of
from glossary.readable import as_markdown, as_text
from glossary.rebasing import ABSENT, Conflict
from glossary.recording import LoadReport
from glossary.resources import shipped
from glossary.search import Hit, Query, Results, TermMatch, Within
from glossary.store import Journal, Once, Queue, Turn
from glossary.suggesting import suggestion
from glossary.telling import KINDS as MESSAGE_KINDS
from glossary.telling import Delivery, DeliveryState, Teller, Telling, Webhook, Webhooks, place_of
from glossary.telling import from_env as telling_from_env
from glossary.term_use import USES, Passage, Severity, Side, UseFinding
from glossary.text import heading, romaji
from glossary.texts import by_language, forbidden_character, is_blank, text_faults
from glossary.times import micros, written, written_in_seconds
from glossary.validity import ID_PATTERN, id_faults, is_language, shape_fault
from glossary.verifying import Verdict
from glossary.whereabouts import Whereabouts, from_env

__all__ = [
    "ABSENT",
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
    "PENDING",
    "PROPOSAL_KINDS",
    "PROPOSAL_STATES",
    "REJECT_REASONS",
    "SENTENCES",
    "STYLES",
    "USES",
    "Amendment",
    "Annotation",
    "Approval",
    "Asked",
    "BasedOn",
    "Behind",
    "BehindPage",
    "BehindRequest",
    "Calendar",
    "Change",
    "Choice",
    "Citation",
    "Collision",
    "Comparison",
    "Concept",
    "Conflict",
    "Content",
    "Context",
    "Definition",
    "Delivery",
    "DeliveryState",
    "Desk",
    "Difference",
    "Draft",
    "Edition",
    "Entry",
    "EntryKind",
    "Errata",
    "Event",
    "EventKind",
    "Example",
    "Fault",
    "File",
    "Filing",
    "Finding",
    "FollowRequest",
    "Followed",
    "FollowedPage",
    "Glossaries",
    "Glossary",
    "GlossaryError",
    "Head",
    "Hit",
    "Identity",
    "Impact",
    "InvalidContent",
    "InvalidQuery",
    "Journal",
    "Key",
    "Lag",
    "LanguageSection",
    "Limits",
    "ListRequest",
    "LoadReport",
    "Match",
    "Memento",
    "MissedForm",
    "NewSettings",
    "Note",
    "Once",
    "Order",
    "Origin",
    "Outlook",
    "Page",
    "Passage",
    "Pin",
    "Proposal",
    "ProposalKind",
    "ProposalState",
    "Proposer",
    "Prose",
    "Query",
    "Queue",
    "RejectReason",
    "Related",
    "Relation",
    "Removal",
    "Report",
    "Results",
    "ReviewStep",
    "Revision",
    "Role",
    "Segment",
    "Settings",
    "Severity",
    "Side",
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
    "Turn",
    "Use",
    "UseFinding",
    "Verdict",
    "Visibility",
    "Webhook",
    "Webhooks",
    "Whereabouts",
    "Who",
    "Wish",
    "Within",
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
    "day_of",
    "difference_markdown",
    "draft",
    "draft_of",
    "errata_html",
    "errata_markdown",
    "errors",
    "escaped",
    "finding_message",
    "followed_html",
    "followed_title",
    "forbidden_character",
    "from_env",
    "heading",
    "id_faults",
    "is_blank",
    "is_language",
    "is_last",
    "languages",
    "micros",
    "model",
    "nearest_language",
    "place_of",
    "report_html",
    "report_markdown",
    "report_table",
    "review_errors",
    "romaji",
    "shape_fault",
    "shipped",
    "shown_date",
    "shown_moment",
    "step_of",
    "suggestion",
    "telling_from_env",
    "text_faults",
    "translate",
    "webhook_errors",
    "written",
    "written_in_seconds",
]
