"""The record in SQLite or PostgreSQL. All SQL of the house is in this package, `tables` and `migrations`."""

from sqlalchemy import Connection

from glossary.store.answered import Once, answered, keep_answered
from glossary.store.auditing import Ending, LogRow, ending, log_rows, misplaced, redactions
from glossary.store.embeds import EmbedCount, add_embeds, embeds, forget_embeds
from glossary.store.engine import Database, Journal, wal_is_safe
from glossary.store.events import (
    add_event,
    blank_events,
    count_events,
    events_after,
    events_of,
    last_event,
    last_proposal,
)
from glossary.store.followed import Entered, Turn
from glossary.store.impact import mentioning
from glossary.store.limits import Counters
from glossary.store.lists import Place, Wanted
from glossary.store.missed import EVERY_GLOSSARY, add_missed, forget_missed, missed
from glossary.store.moments import moments
from glossary.store.origins import origins
from glossary.store.people import (
    add_key,
    add_person,
    add_proposer,
    all_keys,
    forget_proposer,
    holder,
    is_known,
    names,
    note_use,
    person_named,
    revoke_key,
    revoke_keys,
    said_of,
)
from glossary.store.pointing import pointing
from glossary.store.proposals import (
    Queue,
    add_proposal,
    drop_proposal,
    forget_wording,
    keep_forms,
    keep_proposal,
    pending_forms,
    pending_from,
    pending_of,
    pending_on,
    proposal,
    proposals,
    secret_of,
)
from glossary.store.reading import Reader, glossary_ids, heads, next_begin
from glossary.store.redacting import LAST_KEY, audit, audited, erase_person
from glossary.store.rolls import Listed, roll, roll_ends
from glossary.store.schema import prepare
from glossary.store.state import EVERYTHING, State
from glossary.store.writing import Writer, make_glossary

__all__ = [
    "EVERYTHING",
    "EVERY_GLOSSARY",
    "LAST_KEY",
    "Connection",
    "Counters",
    "Database",
    "EmbedCount",
    "Ending",
    "Entered",
    "Journal",
    "Listed",
    "LogRow",
    "Once",
    "Place",
    "Queue",
    "Reader",
    "State",
    "Turn",
    "Wanted",
    "Writer",
    "add_embeds",
    "add_event",
    "add_key",
    "add_missed",
    "add_person",
    "add_proposal",
    "add_proposer",
    "all_keys",
    "answered",
    "audit",
    "audited",
    "blank_events",
    "count_events",
    "drop_proposal",
    "embeds",
    "ending",
    "erase_person",
    "events_after",
    "events_of",
    "forget_embeds",
    "forget_missed",
    "forget_proposer",
    "forget_wording",
    "glossary_ids",
    "heads",
    "holder",
    "is_known",
    "keep_answered",
    "keep_forms",
    "keep_proposal",
    "last_event",
    "last_proposal",
    "log_rows",
    "make_glossary",
    "mentioning",
    "misplaced",
    "missed",
    "moments",
    "names",
    "next_begin",
    "note_use",
    "origins",
    "pending_forms",
    "pending_from",
    "pending_of",
    "pending_on",
    "person_named",
    "pointing",
    "prepare",
    "proposal",
    "proposals",
    "redactions",
    "revoke_key",
    "revoke_keys",
    "roll",
    "roll_ends",
    "said_of",
    "secret_of",
    "wal_is_safe",
]
