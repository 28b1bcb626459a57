"""Options that several commands have."""

import click

from glossary.cli.frame import say

glossary_option = click.option("--glossary", metavar="ID", help=say("The glossary, where there is more than one."))
json_option = click.option("--json", "as_json", is_flag=True, help=say("Print JSON for machines."))
language_option = click.option("--language", metavar="TAG", help=say("Only this language (ja, en)."))
