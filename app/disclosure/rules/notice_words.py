"""The words of a notice: what it is called, what it prints; the paper is Chinese whatever language the screen has."""

import re
from datetime import date

from app.check_words import check_name, check_need
from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.checks import Check
from app.deliberation.rules.meeting_words import BODIES
from app.deliberation.rules.sources import Source, Standing
from app.deliberation.rules.states import PassageOutcome
from app.disclosure.rules.states import EntryKind, NoticeKind, NoticeState
from app.figures import day
from app.reader import DEFAULT_LANGUAGE
from app.words import Message, _, translate

KINDS: dict[NoticeKind, Message] = {
    NoticeKind.RESOLUTION: _("Resolution notice"),
    NoticeKind.RESULTS: _("Results notice"),
}
STATES: dict[NoticeState, Message] = {
    NoticeState.IN_REVIEW: _("waits for review"),
    NoticeState.RETURNED: _("returned"),
    NoticeState.PUBLISHED: _("published"),
    NoticeState.GIVEN_UP: _("given up"),
}
ENTRIES: dict[EntryKind, Message] = {
    EntryKind.CONTRACT: _("Contract"),
    EntryKind.PROGRESS: _("Progress"),
    EntryKind.PAYMENT: _("Payment"),
    EntryKind.ACCEPTANCE: _("Acceptance"),
}
_AROUND = re.compile(r"^关于\s*|\s*的?(?:议题|议案|提案)$")


def printed(message: Message) -> str:
    """Write a sentence as the paper has it."""
    return translate(message, DEFAULT_LANGUAGE)


def issuer_of(village: str) -> str:
    """Name the villagers' committee, which issues every notice: 曼岗坝村村民委员会."""
    return printed(_("Villagers' Committee of %(village)s", village=village))


def supervisors_of(village: str) -> str:
    """Name the committee that checks it: 曼岗坝村村务监督委员会."""
    return printed(_("Supervision Committee of %(village)s", village=village))


def supervisor_of(name: str) -> str:
    """Name who answers the supervision phone, with the office; nothing where the seat is empty."""
    return printed(_("Head of the Supervision Committee %(name)s", name=name)) if name else ""


def number_of(kind: NoticeKind, *, village: str, year: int, number: int) -> str:
    """Write the number of a notice; the village is its first character: 曼村决〔2026〕4号, 曼村公〔2026〕2号."""
    short = village[:1]
    if kind is NoticeKind.RESOLUTION:
        return printed(_("%(village)s resolution %(number)s of %(year)s", village=short, number=number, year=year))
    return printed(_("%(village)s results %(number)s of %(year)s", village=short, number=number, year=year))


def title_of(kind: NoticeKind, *, matter: str) -> str:
    """Title a notice after its matter."""
    if kind is NoticeKind.RESOLUTION:
        return printed(_("Notice of the resolution on %(matter)s", matter=bare(matter)))
    return printed(_("Notice of the results of %(matter)s", matter=bare(matter)))


def bare(matter: str) -> str:
    """Return the title of a matter without 关于 before it and 的议题 after it, which a notice's own title brings."""
    inner = _AROUND.sub("", matter.strip())
    return inner or matter


def resolution_basis(matter: str) -> str:
    """Open a resolution notice."""
    return printed(_("By law and procedure, the resolution on %(matter)s is made public.", matter=bare(matter)))


def results_basis(matter: str, *, resolution: str, resolved_on: date, body: Assembly) -> str:
    """Open a results notice: which resolution was carried out."""
    return printed(
        _(
            "%(matter)s was resolved on %(day)s by the %(body)s (%(resolution)s). These are its results.",
            matter=bare(matter),
            day=resolved_on,
            body=body_name(body),
            resolution=resolution,
        )
    )


def body_name(body: Assembly) -> Message:
    """Name the body that sat."""
    return BODIES[body]


def resolving_step(body: Assembly) -> str:
    """Name step 4 by the body that took it: 村民代表会议决议."""
    return printed(_("%(body)s resolves", body=body_name(body)))


def result_word(outcome: PassageOutcome) -> str:
    """Write how a vote ended, as the table of the four has it: 通过."""
    return printed({PassageOutcome.CARRIED: _("Carried")}.get(outcome, _("Not carried")))


def grounds_of(checks: tuple[Check, ...]) -> tuple[str, ...]:
    """Write the checks that were met as sentences with their citation, as they stand below the table."""
    return tuple(_ground(check) for check in checks if check.met and check.source is not None)


def _ground(check: Check) -> str:
    assert check.source is not None
    values = {"name": check_name(check), "need": check_need(check), "source": cited(check.source)}
    return printed(_("%(name)s: %(need)s. %(source)s.", **values))


def cited(source: Source) -> Message:
    """Cite a source by its standing: only what was read in an official text may be called law."""
    if source.standing is Standing.LAW:
        return _("Source: %(source)s", source=source.label)
    if source.standing is Standing.LOCAL_PRACTICE:
        return _("Source: %(source)s (local practice)", source=source.label)
    return _("Source: %(source)s (to be confirmed)", source=source.label)


def replaced_words(published_on: date, *, version: int, reason: str) -> str:
    """Name what a correction replaces, and why."""
    return printed(
        _(
            "version %(version)s of %(day)s (%(reason)s)",
            version=version,
            day=day(published_on, DEFAULT_LANGUAGE),
            reason=reason,
        )
    )


def caption_of(what: str, done_on: date) -> str:
    """Write what stands below a picture of the ledger."""
    return printed(_("%(what)s (%(day)s)", what=what, day=done_on))
