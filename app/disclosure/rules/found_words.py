"""What the search calls the things it finds."""

from app.words import Message, _

FOUND: dict[str, Message] = {
    "proposal": _("Matter"),
    "post": _("Post"),
    "notice": _("Notice"),
    "meeting": _("Meeting"),
}
