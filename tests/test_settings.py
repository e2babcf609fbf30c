"""Settings are checked by name, have honest defaults, and keys can be changed without logging everybody out."""

from pathlib import Path

import pytest

from app.keys import signing_keys
from app.machine import MachineError
from app.settings import ROOT, SETTINGS, read_settings

LONG = "k" * 32


def test_nothing_set_means_one_village_on_this_machine() -> None:
    found = read_settings({})

    assert found.database_url is None
    assert found.database_folder == ROOT / "var" / "postgres"
    assert found.files == str(ROOT / "var" / "files")
    assert (found.host, found.port, found.public_url) == ("127.0.0.1", 8000, "http://127.0.0.1:8000")
    assert not found.secure_cookies
    assert found.seal is None


def test_a_public_address_with_tls_makes_cookies_secure_unless_told_otherwise() -> None:
    assert read_settings({"YISHI_PUBLIC_URL": "https://yishi.example/"}).secure_cookies
    assert read_settings({"YISHI_PUBLIC_URL": "https://yishi.example/"}).public_url == "https://yishi.example"
    assert not read_settings({"YISHI_PUBLIC_URL": "https://x.example", "YISHI_SECURE_COOKIES": "no"}).secure_cookies


def test_an_empty_value_is_no_value() -> None:
    assert read_settings({"DATABASE_URL": "", "YISHI_PORT": " "}) == read_settings({})


def test_the_address_people_open_follows_the_port() -> None:
    assert read_settings({"YISHI_PORT": "8080"}).public_url == "http://127.0.0.1:8080"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("YISHI_PORT", "eighty"),
        ("YISHI_PORT", "0"),
        ("YISHI_PORT", "70000"),
        ("YISHI_PORT", "²"),
        ("YISHI_POOL", "-1"),
        ("YISHI_SECURE_COOKIES", "perhaps"),
        ("YISHI_PUBLIC_URL", "yishi.example"),
        ("YISHI_FILES", "ftp://somewhere"),
        ("YISHI_FONTS", "/no/such/folder"),
        ("YISHI_SEAL_KEY", "/no/such/key.pem"),
    ],
)
def test_a_wrong_value_is_refused_by_its_name(name: str, value: str) -> None:
    with pytest.raises(MachineError, match=name):
        read_settings({name: value})


def test_a_wrong_database_address_is_refused_without_repeating_its_password() -> None:
    with pytest.raises(MachineError, match="DATABASE_URL") as refusal:
        read_settings({"DATABASE_URL": "mysql://clerk:open-sesame@host/db"})

    assert "open-sesame" not in str(refusal.value)


def test_half_a_seal_is_refused(tmp_path: Path) -> None:
    (tmp_path / "key.pem").touch()

    with pytest.raises(MachineError, match="YISHI_SEAL_CERTIFICATE"):
        read_settings({"YISHI_SEAL_KEY": str(tmp_path / "key.pem")})


def test_every_setting_of_the_table_is_read_and_every_one_read_is_in_the_table() -> None:
    written = (ROOT / "app" / "settings.py").read_text().partition("def read_settings")[2]
    names = {setting.name for setting in SETTINGS}

    read = {word.strip('"') for word in written.replace("(", " ").replace(")", " ").replace(",", " ").split()}
    assert {word for word in read if word.startswith(("YISHI_", "DATABASE_")) and word.isupper()} == names
    assert len(names) == len(SETTINGS)


def test_a_key_is_made_once_for_our_eyes_only(tmp_path: Path) -> None:
    found = read_settings({"YISHI_DATA": str(tmp_path / "new")})

    first, second = signing_keys(found), signing_keys(found)

    assert first == second
    assert [len(key) >= 32 for key in first.by_kid.values()] == [True]
    place = tmp_path / "new" / "secret.json"
    assert place.stat().st_mode & 0o777 == 0o600
    assert list(place.parent.iterdir()) == [place]


def test_the_first_key_signs_and_the_older_is_still_believed() -> None:
    keys = signing_keys(read_settings({"YISHI_SECRETS": f"new:{LONG}n old:{LONG}o"}))

    assert list(keys.by_kid.items()) == [("new", f"{LONG}n"), ("old", f"{LONG}o")]


@pytest.mark.parametrize("value", ["new:short", LONG, f"a:{LONG} a:{LONG}", f":{LONG}"])
def test_a_weak_or_nameless_key_is_refused_and_not_repeated(value: str) -> None:
    with pytest.raises(MachineError, match="YISHI_SECRETS") as refusal:
        signing_keys(read_settings({"YISHI_SECRETS": value}))

    assert LONG not in str(refusal.value)


def test_a_broken_key_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text("{}")

    with pytest.raises(MachineError, match=r"secret\.json"):
        signing_keys(read_settings({"YISHI_DATA": str(tmp_path)}))
