"""What was measured, beside its floor and its target, as a table and as JSON."""

import json
import os
import platform
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table; `floor` is the bare framework in the same run, `ratio` ours over the floor."""

    what: str
    value: float
    unit: str
    floor: float | None = None
    target: str = ""
    met: bool | None = None
    notes: dict[str, float | int | str] = field(default_factory=dict)

    @property
    def ratio(self) -> float | None:
        """Return how ours stands to the floor."""
        return self.value / self.floor if self.floor else None


def machine() -> dict[str, str | int | float]:
    """Return what stands under the figures."""
    cpu = next((line for line in _lines("/proc/cpuinfo") if line.startswith("model name")), ":unknown")
    memory = next((line for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), ":0 kB")
    return {
        "cpu": cpu.partition(":")[2].strip(),
        "cores": os.cpu_count() or 0,
        "memory_gb": round(int(memory.split()[1]) / 1e6, 1),
        "system": platform.platform(),
        "python": platform.python_version(),
        "load_before": round(os.getloadavg()[0], 1),
        "at": datetime.now(tz=UTC).isoformat(timespec="seconds"),
    }


def table(figures: Sequence[Figure]) -> str:
    """Return the lines of the terminal."""
    head = ("what", "measured", "bare floor", "ours/floor", "target", "met")
    rows = [head, *(_cells(figure) for figure in figures)]
    widths = [max(_width(row[place]) for row in rows) for place in range(len(head))]
    lines = ["  ".join(text + " " * (w - _width(text)) for text, w in zip(row, widths, strict=True)) for row in rows]
    notes = [f"  {figure.what}: {_notes(figure)}" for figure in figures if figure.notes]
    return "\n".join([lines[0], "  ".join("-" * w for w in widths), *lines[1:], "", *notes])


def as_json(figures: Sequence[Figure], *, facts: dict[str, str | int | float]) -> str:
    """Return everything for a machine."""
    lines = [asdict(figure) | {"ratio": figure.ratio} for figure in figures]
    return json.dumps({"machine": facts, "figures": lines}, ensure_ascii=False, indent=2)


def _cells(figure: Figure) -> tuple[str, ...]:
    met = {True: "yes", False: "NO", None: ""}[figure.met]
    floor = "" if figure.floor is None else f"{_number(figure.floor)} {figure.unit}"
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
    return (figure.what, f"{_number(figure.value)} {figure.unit}", floor, ratio, figure.target, met)


def _notes(figure: Figure) -> str:
    return ", ".join(
        f"{name} {_number(value) if isinstance(value, int | float) else value}" for name, value in figure.notes.items()
    )


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _lines(place: str) -> list[str]:
    path = Path(place)
    return path.read_text().splitlines() if path.exists() else []
