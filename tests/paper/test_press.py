"""The press: never in the way of the meeting, never longer than its limit, and gone when the application goes."""

import asyncio
import contextlib
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.paper import Enclosure, PaperCrashed, PaperError, PaperTimeout, Press, PressUnavailable
from app.paper.libraries import require_libraries
from app.paper.press import TEMPLATES
from app.paper.room import ROOT, Limits
from tests.paper import reading
from tests.paper.cast import RESOLUTION, TEST_TEMPLATES, resolution

RECORD = Enclosure(
    name="record.json", content=b'{"number":7}', description="存证", at=datetime(2026, 3, 23, 8, tzinfo=UTC)
)


def note(**changes: Any) -> dict[str, Any]:
    return {"text": "你好", "raw": "", "picture": "", "forever": False} | changes


def process_of(press: Press) -> int:
    process = press._rooms[0]._process
    assert process is not None
    return process.pid


def test_the_same_facts_give_the_same_bytes(press: Press) -> None:
    first = press.render_now(RESOLUTION, resolution(), attachments=[RECORD])

    assert press.render_now(RESOLUTION, resolution(), attachments=[RECORD]) == first


def test_another_process_gives_the_same_bytes(press: Press) -> None:
    with Press() as other:
        theirs = other.render_now(RESOLUTION, resolution(), attachments=[RECORD])

    assert press.render_now(RESOLUTION, resolution(), attachments=[RECORD]) == theirs


def test_the_record_travels_inside_the_notice(press: Press) -> None:
    pdf = press.render_now(RESOLUTION, resolution(), attachments=[RECORD])

    document = reading.reader(pdf)
    root: Any = document.trailer["/Root"]
    assert document.attachments == {"record.json": [b'{"number":7}']}
    assert len(root["/AF"]) == 1
    assert root["/AF"][0].get_object()["/AFRelationship"] == "/Data"
    assert b"D:20260323080000Z" in pdf


def test_an_enclosure_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Enclosure(name="r", content=b"", description="", at=datetime(2026, 1, 1))  # noqa: DTZ001 (the point)


def test_the_event_loop_goes_on_while_a_document_is_printed(press: Press) -> None:
    async def main() -> tuple[bytes, int]:
        printing = asyncio.create_task(press.render(RESOLUTION, resolution()))
        ticks = 0
        while not printing.done():
            await asyncio.sleep(0.005)
            ticks += 1
        return await printing, ticks

    pdf, ticks = asyncio.run(main())

    assert pdf.startswith(b"%PDF")
    assert ticks > 3


def test_many_documents_at_once_wait_their_turn(press: Press) -> None:
    async def main() -> list[bytes]:
        return await asyncio.gather(*(press.render("note.html", note(text=f"第{n}张")) for n in range(6)))

    printed = asyncio.run(main())

    assert [f"第{n}张" in reading.text(pdf) for n, pdf in enumerate(printed)] == [True] * 6


def test_an_endless_document_is_killed_and_the_next_one_is_printed() -> None:
    with Press(templates=(TEST_TEMPLATES, TEMPLATES), limits=Limits(seconds=2)) as press:
        press.render_now("note.html", note())
        before = process_of(press)

        with pytest.raises(PaperTimeout, match="2 seconds"):
            press.render_now("note.html", note(forever=True))

        assert "你好" in reading.text(press.render_now("note.html", note()))
        assert process_of(press) != before


def test_a_process_that_dies_is_replaced(press: Press) -> None:
    press.render_now("note.html", note())
    os.kill(process_of(press), 9)

    with contextlib.suppress(PaperCrashed):  # it may die a moment later, in the middle of this one
        press.render_now("note.html", note())

    assert press.render_now("note.html", note()).startswith(b"%PDF")


def test_a_document_that_eats_all_memory_fails_alone() -> None:
    with Press(templates=(TEST_TEMPLATES, TEMPLATES), limits=Limits(memory=400 << 20)) as press:
        press.render_now("note.html", note())

        with pytest.raises(PaperError, match="can hold"):
            press.render_now("note.html", note(text="议" * 40_000_000))

        assert press.render_now("note.html", note()).startswith(b"%PDF")


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/x.png",
        "data:image/png;base64,AAAA",
        "asset:../../etc/passwd",
        "asset:nobody.png",
    ],
)
def test_a_picture_from_outside_is_refused(press: Press, address: str) -> None:
    with pytest.raises(PaperError, match=r"may not fetch|no asset named"):
        press.render_now("note.html", note(picture=address))


def test_a_template_that_prints_what_nobody_gave_is_refused(press: Press) -> None:
    with pytest.raises(PaperError, match="Undefined"):
        press.render_now("note.html", {})


def test_a_machine_without_the_subsetter_is_told_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    from weasyprint.text import ffi

    monkeypatch.setattr(ffi, "harfbuzz_subset", None)

    with pytest.raises(PressUnavailable, match="libharfbuzz-subset0"):
        require_libraries()


def test_a_press_that_cannot_start_says_so_when_it_is_opened(tmp_path: Path) -> None:
    press = Press(fonts=tmp_path)

    with press, pytest.raises(PaperError):
        asyncio.run(press.start())


def test_a_closed_press_leaves_nothing_behind() -> None:
    press = Press(templates=(TEST_TEMPLATES, TEMPLATES))
    press.render_now("note.html", note())
    process, scratch = process_of(press), press._rooms[0]._scratch

    press.close()

    assert scratch is not None
    assert not scratch.exists()
    assert not Path(f"/proc/{process}").exists()
    with pytest.raises(PaperError, match="closed"):
        press.render_now("note.html", note())


def test_the_printing_process_dies_with_the_application() -> None:
    code = (
        "import os, signal; from app.paper import Press; press = Press(); room = press._rooms[0];"
        "print(room.open().pid, room._scratch, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    process, scratch = done.stdout.split()

    deadline = time.monotonic() + 10
    while Path(scratch).exists() and time.monotonic() < deadline:
        time.sleep(0.05)

    assert not Path(scratch).exists()
    assert not _is_running(process)


def _is_running(process: str) -> bool:
    """Tell whether a process still works; one that nobody has buried yet does not."""
    time.sleep(0.2)
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
