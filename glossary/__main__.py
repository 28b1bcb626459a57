"""`python -m glossary` is the command `taiyaku`."""

from glossary.cli import main

main()
