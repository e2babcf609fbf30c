"""Where a login leads: to the page that asked for it, when that is one of ours, else to the own desk."""

from urllib.parse import urlsplit

from app.place import Place


def onward(asked: str, *, place: Place) -> str:
    """Return the address to go on to; an address of another house, or one that could pass for it, is not followed."""
    return asked if _is_ours(asked, home=place.home) else f"{place.home}/desk"


def _is_ours(asked: str, *, home: str) -> bool:
    if not asked.startswith("/") or asked.startswith(("//", "/\\")) or not asked.isprintable() or "\\" in asked:
        return False
    parts = urlsplit(asked)
    if parts.scheme or parts.netloc or ".." in parts.path.split("/"):
        return False
    return not parts.path.startswith((f"{home}/login", f"{home}/logout"))
