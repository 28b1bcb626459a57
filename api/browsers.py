"""What people call the browser that calls itself Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 and so on."""

from __future__ import annotations

_BROWSERS = {"Edg": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "FxiOS": "Firefox", "Chrom": "Chrome"}
_BROWSERS |= {"CriOS": "Chrome", "Safari/": "Safari"}
_SYSTEMS = {"Windows": "Windows", "Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Mac OS X": "macOS"}
_SYSTEMS |= {"CrOS": "ChromeOS", "Linux": "Linux"}


def browser_name(told: str | None) -> str:
    """The browser and the system, where they are well known; otherwise what it says of itself."""
    if not told:
        return "–"
    names = [next((name for mark, name in known.items() if mark in told), "") for known in (_BROWSERS, _SYSTEMS)]
    return ", ".join(filter(None, names)) if names[0] else told
