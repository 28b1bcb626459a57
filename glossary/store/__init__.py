"""The record in SQLite or PostgreSQL. All SQL of the house is in this package, `tables` and `migrations`."""

from glossary.store.auditing import Ending, LogRow, ending, log_rows, misplaced, redactions
from glossary.store.embeds import EmbedCount, add_embeds, embeds, forget_embeds
from glossary.store.engine import Database, Journal, wal_is_safe
from glossary.store.followed import Entered, Turn
from glossary.store.lists import Place, Wanted
from glossary.store.missed import EVERY_GLOSSARY, add_missed, forget_missed, missed
from glossary.store.moments import moments
from glossary.store.people import (
    add_key,
    add_person,
    all_keys,
    holder,
    is_known,
    names,
    person_named,
    revoke_key,
)
from glossary.store.pointing import pointing
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
    "Database",
    "EmbedCount",
    "Ending",
    "Entered",
    "Journal",
    "Listed",
    "LogRow",
    "Place",
    "Reader",
    "State",
    "Turn",
    "Wanted",
    "Writer",
    "add_embeds",
    "add_key",
    "add_missed",
    "add_person",
    "all_keys",
    "audit",
    "audited",
    "embeds",
    "ending",
    "erase_person",
    "forget_embeds",
    "forget_missed",
    "glossary_ids",
    "heads",
    "holder",
    "is_known",
    "log_rows",
    "make_glossary",
    "misplaced",
    "missed",
    "moments",
    "names",
    "next_begin",
    "person_named",
    "pointing",
    "prepare",
    "redactions",
    "revoke_key",
    "roll",
    "roll_ends",
    "wal_is_safe",
]
