"""The command line: `taiyaku`, for people in their language, and with `--json` for machines.

Exit codes: 0 done, 1 not found or nothing matched, 2 a wrong call, 3 refused or not whole,
4 cannot be done just now.
"""

from glossary.cli.admitting import audit
from glossary.cli.annotating import annotate
from glossary.cli.behind import behind
from glossary.cli.caring import log, reindex, serve, verify
from glossary.cli.checking import check
from glossary.cli.citing import cite
from glossary.cli.comparing import changes, diff, errata
from glossary.cli.demonstrating import demo
from glossary.cli.exporting import export
from glossary.cli.forgetting import person_commands, redact
from glossary.cli.frame import cli
from glossary.cli.hooking import tell, webhook_commands
from glossary.cli.judging import confirm, grade
from glossary.cli.keeping import glossary_commands, key_commands
from glossary.cli.loading import load
from glossary.cli.looking import history, missed, show
from glossary.cli.proposing import proposal_commands
from glossary.cli.publishing import edition_commands
from glossary.cli.searching import search
from glossary.cli.weighing import impact
from glossary.cli.writing_letters import mail_commands

_looking = (show, search, history, diff, cite, changes, errata, behind, missed, annotate)
_judging = (check, confirm, grade, impact)
_caring = (serve, load, export, verify, log, reindex, redact, audit, demo, tell)
_people = (key_commands, person_commands, webhook_commands, mail_commands)
_groups = (glossary_commands, edition_commands, proposal_commands, *_people)
for command in (*_looking, *_judging, *_caring, *_groups):
    cli.add_command(command)


def main() -> None:
    """The entry point `taiyaku`."""
    cli(prog_name="taiyaku")


__all__ = ["cli", "main"]
