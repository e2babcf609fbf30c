"""What can go wrong when a document is printed, each with a sentence for the office."""


class PaperError(Exception):
    """A document could not be printed."""


class MissingGlyph(PaperError):
    """No vendored font has a character of the document; the message names it."""


class PaperTimeout(PaperError):
    """The document took longer than the time limit and was abandoned."""


class PaperCrashed(PaperError):
    """The printing process ended in the middle of the document."""


class PressUnavailable(PaperError):
    """Documents cannot be printed on this machine; the message names the missing package."""
