"""Holds a verdict against the one that a case file expects."""

from dataclasses import dataclass
from typing import Any

from app.deliberation.rules.fields import Field
from app.votes.rules.verdict import Outcome, Verdict

CHECK = ("kind", "class", "actual", "base", "needed", "met")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """The outcome and the checks that a case must give, in the order of its rule."""

    outcome: Outcome
    checks: tuple[dict[str, object], ...]


def read_expectation(field: Field) -> Expectation:
    """Return what the case expects; a check must give every number."""
    field.table(known=("outcome", "checks"))
    items = field["checks"].items(empty=True)
    for item in items:
        item.table(known=CHECK)
        for name in CHECK:
            item[name]
    return Expectation(
        outcome=field["outcome"].one_of(Outcome),
        checks=tuple(item.value for item in items if isinstance(item.value, dict)),
    )


def differences(verdict: Verdict, *, expected: Expectation) -> list[str]:
    """Return every difference between the verdict and what was expected, one line each."""
    found = [] if verdict.outcome is expected.outcome else [_differs("outcome", verdict.outcome, expected.outcome)]
    actual = [check.as_facts() for check in verdict.checks]
    if len(actual) != len(expected.checks):
        found.append(_differs("number of checks", len(actual), len(expected.checks)))
    for place, (ours, theirs) in enumerate(zip(actual, expected.checks, strict=False), start=1):
        found += [
            _differs(f"checks[{place}].{name}", ours[name], theirs[name])
            for name in CHECK
            if ours[name] != theirs[name] or type(ours[name]) is not type(theirs[name])
        ]
    return found


def _differs(field: str, actual: Any, expected: object) -> str:
    return f"{field}: {_written(actual)}, but {_written(expected)} was expected"


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
