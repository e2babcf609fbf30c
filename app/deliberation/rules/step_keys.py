"""The names and the order of the six steps."""

from enum import StrEnum


class StepKey(StrEnum):
    """The six steps in their order: four discussions, two disclosures."""

    PROPOSE = "propose"
    CONFER = "confer"
    REVIEW = "review"
    RESOLVE = "resolve"
    DISCLOSE_RESOLUTION = "disclose_resolution"
    DISCLOSE_RESULTS = "disclose_results"

    @property
    def number(self) -> int:
        """Return the step's number on the rail, from 1."""
        return list(StepKey).index(self) + 1

    @classmethod
    def numbered(cls, number: int) -> "StepKey":
        """Return the step of that number, from 1."""
        return list(cls)[number - 1]


DISCUSSIONS = tuple(StepKey)[: StepKey.RESOLVE.number]
