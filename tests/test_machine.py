"""What the machine lacks is installed where we may, and otherwise named with its reason."""

from pathlib import Path

import pytest

from app.machine import PRINTING, TESTING, MachineError, Part, prepare

LIBRARY = Part(package="libdance-square-0", library="libdance-square.so.0", purpose="prints the dance square")


def browser(folder: Path) -> Part:
    return Part(package="chromium", program=str(folder / "village-browser"), purpose="the browser that the tests drive")


def a_program(folder: Path, name: str, does: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{does}\n")
    (folder / name).chmod(0o755)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine whose PATH holds only what a test puts there; we are nobody special on it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    return tmp_path


def test_this_machine_has_what_printing_and_testing_need() -> None:
    prepare(PRINTING + TESTING)


def test_without_the_right_to_install_it_names_each_package_and_its_purpose(machine: Path) -> None:
    with pytest.raises(MachineError) as lack:
        prepare((LIBRARY, browser(machine)))

    assert "no right to install" in str(lack.value)
    assert "libdance-square-0: prints the dance square" in str(lack.value)
    assert "apt-get install --no-install-recommends libdance-square-0 chromium" in str(lack.value)


def test_a_sudo_that_asks_for_a_password_is_no_right(machine: Path) -> None:
    a_program(machine, "apt-get", "exit 0")
    a_program(machine, "sudo", "exit 1")

    with pytest.raises(MachineError, match="no right to install"):
        prepare((LIBRARY,))


def test_root_installs_what_is_missing_and_only_that(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    a_program(machine, "env", 'shift; exec "$@"')
    a_program(machine, "already", "exit 0")
    here = Part(package="already", program="already", purpose="is there")
    made = machine / "village-browser"
    a_program(machine, "apt-get", f'echo "$@" >>{machine}/asked; echo "#!/bin/sh" >{made}; /bin/chmod +x {made}')

    prepare((browser(machine), here))

    asked = (machine / "asked").read_text().splitlines()
    assert asked == ["update -q", "install -q -y --no-install-recommends chromium"]


def test_an_installation_that_failed_says_so(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    a_program(machine, "env", 'shift; exec "$@"')
    a_program(machine, "apt-get", "exit 100")

    with pytest.raises(MachineError, match="Could not be installed"):
        prepare((LIBRARY,))
