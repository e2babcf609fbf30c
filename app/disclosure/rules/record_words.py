"""The kinds of record entries as everybody reads them."""

from app.words import Message, _

KINDS: dict[str, Message] = {
    "village.founded": _("The village was set up"),
    "village.enrolled": _("The village list was taken over"),
    "village.settled": _("The particulars of the village were changed"),
    "pack.adopted": _("Rules were adopted for new matters"),
    "proposal.put_forward": _("A matter was put forward"),
    "proposal.revised": _("The text of a matter was revised"),
    "proposal.withdrawn": _("A matter was withdrawn"),
    "proposal.deferred": _("A matter was deferred"),
    "proposal.resumed": _("A matter was taken up again"),
    "proposal.returned": _("A matter was sent back to an earlier step"),
    "proposal.ordered_again": _("A step was ordered held again"),
    "proposal.supported": _("Somebody supported a matter"),
    "proposal.households_asked": _("A representative noted what a household says"),
    "proposal.papers_added": _("A document was added to a matter"),
    "post.said": _("Somebody spoke about a matter"),
    "post.answered": _("An official answer was given"),
    "post.hidden": _("A post was hidden with a reason"),
    "suggestion.made": _("A suggestion was made"),
    "suggestion.answered": _("A suggestion was answered"),
    "meeting.called": _("A meeting was called"),
    "meeting.told": _("Members were told of a meeting"),
    "meeting.officers_changed": _("A meeting got another chair or recorder"),
    "meeting.opened": _("A meeting was opened"),
    "meeting.closed": _("A meeting was closed"),
    "meeting.reopened": _("A meeting that was closed by mistake was opened again"),
    "meeting.went_on": _("A meeting went on as the meeting of the next step"),
    "meeting.not_held": _("A meeting was not held: too few came"),
    "meeting.cancelled": _("A meeting was cancelled"),
    "meeting.item_ended": _("An item of a meeting ended without a vote"),
    "attendance.signed_in": _("A member signed in"),
    "attendance.ticked": _("The clerk ticked a member as present"),
    "attendance.departed": _("A member left a meeting"),
    "attendance.excused": _("A member was excused"),
    "vote.opened": _("A vote was opened"),
    "vote.closed": _("A vote was closed with its verdict"),
    "vote.hands_counted": _("The hands of a vote were counted"),
    "vote.papers_counted": _("A teller entered the count of the papers"),
    "vote.voided": _("A vote was declared void"),
    "notice.drafted": _("A notice was drafted"),
    "notice.returned": _("A notice was returned with reasons"),
    "notice.given_up": _("The draft of a correction was given up"),
    "notice.published": _("A notice was published"),
    "execution.entered": _("Progress or a payment was entered"),
    "execution.taken_back": _("An entry of the ledger was taken back"),
    "seat.begun": _("Somebody took a seat"),
    "seat.ended": _("A seat ended"),
    "consent.asked": _("A second office was asked to agree to a card, a login or a seat of those who supervise"),
    "consent.given": _("A second office agreed to what was asked about those who supervise"),
    "consent.declined": _("A second office did not agree to what was asked about those who supervise"),
    "cards.issued": _("Login cards were printed"),
    "access.revoked": _("A login was taken away"),
    "password.set": _("Somebody set a password"),
    "sessions.ended": _("Somebody logged out everywhere"),
    "objection.made": _("Somebody objected to a notice"),
    "objection.hidden": _("An objection was hidden with a reason"),
    "objection.answered": _("An objection was answered"),
}
UNNAMED = ("cards", "access", "password", "sessions", "objection.made")
"""Kinds about logins, and objections: nobody's name stands beside them."""


def kind_words(kind: str) -> Message:
    """Say what kind of act an entry tells of; one without a sentence of its own is an act of the village."""
    return KINDS.get(kind) or _("An act of the village")
