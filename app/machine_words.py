"""The language of the machine: commands speak as it was set up, as LC_ALL, LC_MESSAGES or LANG say."""

import os
from collections.abc import Mapping

from app.catalogues import SOURCE_LANGUAGE, known_language
from app.words import translate

NAMES = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first one that is set counts, as everywhere on a POSIX machine


def machine_language(environ: Mapping[str, str]) -> str:
    """Return the language in which the commands speak; a machine that names none of ours is spoken to in English."""
    named = next((value for name in NAMES if (value := environ.get(name, ""))), "")
    return known_language(named.partition(".")[0].partition("@")[0]) or SOURCE_LANGUAGE


def said(message: object) -> str:
    """Write a message for the terminal."""
    return translate(message, machine_language(os.environ))
