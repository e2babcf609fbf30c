"""What is filled in well is taken in, and stands in the record as one line."""

from datetime import timedelta

import pytest

from app.database import fetch
from app.record import head_of
from tests.client import Doors
from tests.everywhere import Everywhere, filled
from tests.well_filled import forms_of

pytestmark = pytest.mark.anyio

LINES = {
    "proposals/new": "proposal.put_forward",
    "proposals/{number}/posts": "post.said",
    "posts/{post_id}/reply": "post.said",
    "posts/{post_id}/answer": "post.answered",
    "posts/{post_id}/hide": "post.hidden",
    "suggestions/new": "suggestion.made",
    "suggestions/{suggestion_id}": "suggestion.answered",
    "notices/{slug}/object": "objection.made",
    "objections/{objection}/answer": "objection.answered",
    "objections/{objection}/hide": "objection.hidden",
    "proposals/{number}/execution/new": "execution.entered",
    "proposals/{number}/execution/{entry}/take-back": "execution.taken_back",
    "review/{notice}": "notice.returned",
    "review/correct/{slug}": "notice.drafted",
    "meetings/new": "meeting.called",
    "meetings/{meeting_id}/excuse": "attendance.excused",
    "meetings/{meeting_id}/depart": "attendance.departed",
    "people/cards": "cards.issued",
    "consents/{consent}": "consent.declined",
    "people/{person}/seats": "seat.begun",
    "people/{person}/seats/{held}/end": "seat.ended",
    "rules": "pack.adopted",
    "settings": "village.settled",
    "proposals/{number}/order-again": "proposal.ordered_again",
    "files/{sha256}/hide": "proposal.file_hidden",
    "votes/{vote_id}/void": "vote.voided",
    "meetings/{meeting_id}/items/{item_id}/return": "meeting.item_ended",
}
NOTHING = (  # a ballot, a question before it, and what has been noted before
    *("votes/{vote_id}", "votes/{vote_id}/confirm"),
    *(f"meetings/{{meeting_id}}/{act}" for act in ("sign-in", "told", "ticks")),
)
REFUSED = (  # here and now: a password and a list nobody has, a matter voted on long ago, a first notice, an open vote
    *("/found", "login", "login/password", "account/password", "import/{sha256}", "review/{notice}/give-up"),
    *(f"proposals/{{number}}/{act}" for act in ("revise", "withdraw", "defer", "return", "households/{household}")),
    *(
        f"meetings/{{meeting_id}}/{act}"
        for act in ("tick", "reopen", "officers", "votes", "cancel", "items/{item_id}/defer")
    ),
    # nothing is finished, closed or overspent in that village
    *(
        f"proposals/{{number}}/{act}"
        for act in ("draft-results", "execution/reopen", "execution/lines/{line}/resolved")
    ),
    *(f"votes/{{vote_id}}/{act}" for act in ("said", "hands", "paper", "declare-void")),
)


async def test_each_form_that_is_taken_in_is_one_line(everywhere: Everywhere, every_door: Doors) -> None:
    village, found = everywhere.village, dict[str, str]()
    for form in forms_of(village, everywhere.things):
        client = await every_door.as_(getattr(village, form.by))
        before, _hash = await head_of(village.place.id)
        answer = await client.post(filled(form.path, everywhere.things), data=form.fields)
        rows = await fetch("SELECT kind FROM record_entry WHERE village = $1 AND seq > $2", village.place.id, before)
        written = " ".join(row["kind"] for row in rows)
        place = form.path.removeprefix("/v/{village}/").partition("?")[0]
        found[place] = written if answer.status_code < 400 else f"refused {written}"
        every_door.clock.now += timedelta(minutes=1)

    assert found == LINES | dict.fromkeys(NOTHING, "") | dict.fromkeys(REFUSED, "refused ")
