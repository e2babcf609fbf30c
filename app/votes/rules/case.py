"""Runs the rules on the numbers of one meeting, written down in a file."""

import json
from pathlib import Path
from typing import Any, cast

from app.bilingual import Bilingual
from app.deliberation.rules.checks import Grade, Headcount, ImpossibleNumbers, Rule, Source
from app.deliberation.rules.fields import Field, open_sheet, text_of
from app.deliberation.rules.read_lines import read_approval, read_attendance, read_turnout, read_voters
from app.deliberation.rules.sheet import FaultyFile
from app.votes.rules.expectation import differences, read_expectation
from app.votes.rules.tally import Tally
from app.votes.rules.verdict import Verdict, decide

AS_SAID, DIFFERS, UNUSABLE = 0, 1, 2
TALLY = ("in_favour", "against", "abstain", "invalid", "handed_out", "returned")


def run_case(path: Path | str, *, expect: bool = False) -> tuple[int, str]:
    """Return the exit code and what to print: the verdict with its checks as JSON.

    0: decided (and, with `expect`, as the file expects); 1: decided otherwise, the JSON then names each
    difference; 2: the file is malformed or its numbers can't be, and the text names the field.
    """
    path = Path(path)
    try:
        verdict, wrong = _work_out(text_of(path.read_bytes(), name=path.name), name=path.name, expect=expect)
    except FileNotFoundError:
        return UNUSABLE, f"There is no file {path}."
    except IsADirectoryError:
        return UNUSABLE, f"{path} is a folder, not a case."
    except OSError as error:
        return UNUSABLE, f"{path} can't be read: {error.strerror}."
    except FaultyFile as error:
        return UNUSABLE, str(error)
    facts = _facts(verdict) | ({"differences": wrong} if wrong else {})
    return DIFFERS if wrong else AS_SAID, json.dumps(facts, ensure_ascii=False, indent=2)


def _facts(verdict: Verdict) -> dict[str, Any]:
    """Return the verdict as plain data; a case gives its source in its own words, without article and grade."""
    checks = [
        check.as_facts() | ({} if check.source is None else {"source": str(check.source.label)})
        for check in verdict.checks
    ]
    return verdict.as_facts() | {"checks": checks}


def _work_out(text: str, *, name: str, expect: bool) -> tuple[Verdict, list[str]]:
    case = open_sheet(text, name=name)
    case.table(known=("source", "rule", "numbers", "expect"))
    rule = _read_rule(case)
    expected = read_expectation(case["expect"]) if expect or case.maybe("expect").given else None
    try:
        heads, tally = _read_numbers(case["numbers"])
        case.sheet.finish()
        verdict = decide(tally, rule=rule, heads=heads)
    except ImpossibleNumbers as error:
        case.sheet.fault(("numbers", *error.field.split(".", 1)), error.message)
        case.sheet.finish()
        raise
    return verdict, differences(verdict, expected=expected) if expect and expected is not None else []


def _read_rule(case: Field) -> Rule:
    field = case["rule"]
    field.table(known=("attendance", "turnout", "approval", "voters"))
    label = case["source"].text() if case.maybe("source").given else case.sheet.name
    source = Source(label=Bilingual(zh=label, en=label), article="", grade=Grade.UNREAD)
    due = case["numbers"].maybe("due").value
    known = tuple(due) if isinstance(due, dict) else ()
    return Rule(
        attendance=read_attendance(field["attendance"], known=known, sources=source),
        approval=read_approval(field["approval"], known=known, sources=source),
        voters=read_voters(field["voters"], known=known),
        turnout=read_turnout(field.maybe("turnout"), known=known, sources=source),
    )


def _read_numbers(field: Field) -> tuple[Headcount, Tally]:
    """Return the numbers as they stand; whether they can be is for `Headcount` and `Tally` to say."""
    field.table(known=("due", "present", "tally"))
    due, present = _open_table(field["due"]), _open_table(field["present"])
    counted = field["tally"].table(known=TALLY)
    for name in TALLY[:3]:
        field["tally"][name]  # notes the fault where one is missing
    field.sheet.finish()
    return Headcount(due=due, present=present), Tally(**cast(dict[str, int], counted))


def _open_table(field: Field) -> dict[str, Any]:
    return dict(field.table(known=tuple(field.value) if isinstance(field.value, dict) else ()))
