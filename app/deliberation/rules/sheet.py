"""What is wrong in a rule file: every fault with its line, all of them at once."""

from dataclasses import dataclass, field

from app.deliberation.rules.lines import Path, line_of
from app.words import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong in a rule file: where it stands and what to do about it."""

    file: str
    line: int
    path: str
    message: Message

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: {self.path}" if self.path else f"{self.file}:{self.line}"
        return f"{place}: {self.message}"


class FaultyFile(ValueError):
    """A rule file that can't be used, with all its faults in the order of their lines."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def spelled(path: Path) -> str:
    """Write a field path for people: `steps[4].approval[1]`, counting from 1."""
    text = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


@dataclass(slots=True)
class Sheet:
    """The file being read."""

    name: str
    lines: dict[Path, int]
    faults: dict[Path, Fault] = field(default_factory=dict)

    def fault(self, path: Path, message: Message) -> None:
        """Keep the first fault of a field; the ones that follow from it would only confuse."""
        line = line_of(path, lines=self.lines)
        self.faults.setdefault(path, Fault(file=self.name, line=line, path=spelled(path), message=message))

    def clean(self, path: Path) -> bool:
        """Say whether nothing at or below `path` is at fault."""
        return not any(faulty[: len(path)] == path for faulty in self.faults)

    def finish(self) -> None:
        """Raise everything that was found."""
        if self.faults:
            raise FaultyFile(list(self.faults.values()))
