"""The script that host pages embed: its source, its releases, and how they are served."""

from api.script.serving import blueprint

__all__ = ["blueprint"]
