"""What somebody who is logged in may do next with a matter; the acts behind it check again."""

from dataclasses import dataclass

from app.deliberation.queries.matter_views import ProposalView
from app.deliberation.rules.states import ProposalState
from app.deliberation.rules.step_keys import StepKey
from app.disclosure.rules.rights import MAY_DRAFT, MAY_ENTER
from app.doors import Actor, Role
from app.words import Message, _

OPEN = (ProposalState.IN_DISCUSSION, ProposalState.DEFERRED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One thing to do: a link, or a button that does it at once."""

    label: Message
    href: str
    drawing: str = ""
    at_once: bool = False


def offers_for(matter: ProposalView, *, actor: Actor, home: str, called: bool, drafted: bool) -> tuple[Offer, ...]:
    """Return what `actor` may do now: `called` says that its next meeting is, `drafted` that its notice is."""
    at = f"{home}/proposals/{matter.slug}"
    found: list[Offer] = []
    if matter.state is ProposalState.DEFERRED and actor.may(Role.SECRETARY):
        found.append(Offer(label=_("Take the matter up again"), href=f"{at}/course", drawing="flag"))
    if matter.state is ProposalState.IN_DISCUSSION and actor.may(Role.SECRETARY) and not called:
        new = f"{home}/meetings/new?proposal={matter.id}"
        found.append(Offer(label=_("Call the meeting"), href=new, drawing="people"))
    if matter.state in OPEN and actor.may(Role.SECRETARY):
        found.append(Offer(label=_("Change the text"), href=f"{at}/revise", drawing="pen"))
        found.append(Offer(label=_("Add a document"), href=f"{at}/attach", drawing="doc"))
    if matter.state in OPEN and (actor.may(Role.SECRETARY, Role.SUPERVISION) or actor.person == matter.sponsor):
        found.append(Offer(label=_("Change the course"), href=f"{at}/course", drawing="flag"))
    if matter.state in OPEN and actor.may(Role.REPRESENTATIVE):
        found.append(Offer(label=_("What my households say"), href=f"{at}/households", drawing="people"))
    return (*found, *_disclosing(matter, actor=actor, at=at, home=home, drafted=drafted))


def _disclosing(matter: ProposalView, *, actor: Actor, at: str, home: str, drafted: bool) -> tuple[Offer, ...]:
    """Return what is to be done once the resolution stands."""
    found: list[Offer] = []
    if matter.state is ProposalState.DISCLOSING and drafted and actor.may(*MAY_DRAFT):
        found.append(Offer(label=_("Draft and review"), href=f"{home}/review", drawing="eye"))
    elif matter.state is ProposalState.DISCLOSING and actor.may(*MAY_DRAFT):
        if matter.step is StepKey.DISCLOSE_RESOLUTION:
            found.append(Offer(label=_("Draft the resolution notice"), href=f"{at}/draft-resolution", at_once=True))
        else:
            found.append(Offer(label=_("Draft the results notice"), href=f"{at}/draft-results", drawing="doc"))
    if matter.state is ProposalState.EXECUTING and actor.may(*MAY_ENTER):
        found.append(Offer(label=_("Enter progress or a payment"), href=f"{at}/execution/new", drawing="money"))
    if matter.state is ProposalState.EXECUTING and actor.may(*MAY_DRAFT):
        found.append(Offer(label=_("Draft the results notice"), href=f"{at}/draft-results", drawing="doc"))
    return tuple(found)
