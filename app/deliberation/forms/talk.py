"""The forms of the talk: a post, a reply, an official answer, hiding, what a household says, a suggestion."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from app.deliberation.rules.states import Stance

Spoken = Annotated[str, Meta(min_length=1, max_length=4_000)]


class PostForm(Struct, frozen=True, kw_only=True):
    """Saying something."""

    text: Spoken
    asks: bool = False


class ReplyForm(Struct, frozen=True, kw_only=True):
    """Replying to a post."""

    text: Spoken


class AnswerForm(Struct, frozen=True, kw_only=True):
    """Answering in the name of one's office."""

    answer: Spoken


class HideForm(Struct, frozen=True, kw_only=True):
    """Hiding a post."""

    reason: Annotated[str, Meta(min_length=2, max_length=300)]


class OpinionForm(Struct, frozen=True, kw_only=True):
    """What a represented household says."""

    stance: Stance
    words: Annotated[str, Meta(max_length=300)] = ""


class SuggestionForm(Struct, frozen=True, kw_only=True):
    """Suggesting a matter."""

    key: UUID | None = None  # made with the form, so that a form sent twice suggests once
    title: Annotated[str, Meta(min_length=2, max_length=120)]
    text: Spoken


class SuggestionAnswerForm(Struct, frozen=True, kw_only=True):
    """Answering why a suggestion is not taken up."""

    answer: Annotated[str, Meta(min_length=2, max_length=2_000)]
