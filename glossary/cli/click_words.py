"""Click's own words in the language of the terminal; Click itself only knows `gettext`'s files on disk."""

from __future__ import annotations

import gettext

from glossary.i18n import N_, catalogue

WORDS = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Positional arguments"),
    N_("Show this message and exit."),
    N_("Show the version and exit."),
    N_("default: {default}"),
    N_("required"),
    N_("Aborted!"),
    N_("Error: {message}"),
    N_("Try '{command} {option}' for help."),
    N_("Missing command."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("No such command {name!r}."),
    N_("No such option {name!r}."),
    N_("Did you mean {possibility}?"),
    N_("(Did you mean one of: {possibilities}?)"),
    N_("Option {name!r} does not take a value."),
    N_("Option {name!r} requires an argument."),
    N_("Got unexpected extra argument ({args})"),
    N_("Got unexpected extra arguments ({args})"),
    N_("Choose from:\n\t{choices}"),
    N_("{value!r} is not one of {choices}."),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value} is not in the range {range}."),
    N_("{name} {filename!r} does not exist."),
    N_("{name} {filename!r} is not readable."),
    N_("path"),
)


def teach_click(language: str) -> None:
    """Answer every later `gettext` of this process from our catalogue of a language."""
    words = catalogue(language)

    def one(domain: str, message: str) -> str:
        return words.gettext(message)

    def one_or_many(domain: str, msgid1: str, msgid2: str, n: int) -> str:
        return words.gettext(msgid1 if n == 1 else msgid2)

    gettext.dgettext, gettext.dngettext = one, one_or_many
