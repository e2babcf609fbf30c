"""Static files carry their content in their name, and a phone may keep them for ever."""

import re
from pathlib import Path

import pytest

from app.assets import IMMUTABLE, REVALIDATE, STATIC_FOLDER, asset_url, find_asset, manifest

HTMX = "vendor/htmx-4.0.1/htmx.min.js"


def test_an_address_carries_the_hash_of_the_content() -> None:
    assert re.fullmatch(r"/static/yishi\.[0-9a-f]{12}\.css", asset_url("yishi.css"))
    assert re.fullmatch(
        r"/static/vendor/htmx-4\.0\.1/htmx\.min\.[0-9a-f]{12}\.js", asset_url("vendor/htmx-4.0.1/htmx.min.js")
    )


def test_another_content_is_another_address(tmp_path: Path) -> None:
    for folder, text in (("old", "a{}"), ("new", "b{}")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.css").write_text(text)

    assert manifest(tmp_path / "old")["a.css"].hashed != manifest(tmp_path / "new")["a.css"].hashed


def test_only_a_hashed_name_is_kept_for_ever() -> None:
    hashed = find_asset(asset_url("yishi.css").removeprefix("/static/"))
    plain = find_asset("yishi.css")

    assert hashed is not None
    assert plain is not None
    assert hashed[0] == plain[0]
    assert (hashed[1], plain[1]) == (IMMUTABLE, REVALIDATE)
    assert hashed[0].media_type == "text/css"


@pytest.mark.parametrize("path", ["../app/words.py", "yishi.000000000000.css", "fonts/GWSong.ttf", "", "vendor"])
def test_nothing_else_is_served(path: str) -> None:
    assert find_asset(path) is None


def test_an_unknown_name_is_an_error_of_the_template() -> None:
    with pytest.raises(KeyError):
        asset_url("jquery.js")


def test_what_others_wrote_has_its_version_and_licence_beside_it() -> None:
    folders = [folder for folder in (STATIC_FOLDER / "vendor").iterdir() if folder.is_dir()]

    assert folders
    for folder in folders:
        assert (folder / "LICENSE").stat().st_size > 0
        version = folder.name.rpartition("-")[2]
        assert (
            f'version="{version}"' in (folder / "htmx.min.js").read_text()
            or f"'{version}'" in (folder / "htmx.min.js").read_text()
        )


def test_htmx_its_extension_and_our_script_come_as_one_file_in_this_order() -> None:
    parts = [manifest()[name].content for name in (HTMX, HTMX.replace("htmx.min", "hx-sse.min"), "yishi.js")]

    assert manifest()["scripts.js"].content == b";\n".join(parts)


def test_our_stylesheet_and_script_load_nothing_from_elsewhere() -> None:
    for name in ("yishi.css", "yishi.js"):
        text = (STATIC_FOLDER / name).read_text(encoding="utf-8")
        assert not re.search(r"@import|https?://|url\((?!#)", text), name


def test_the_stylesheet_stays_small() -> None:
    assert (STATIC_FOLDER / "yishi.css").stat().st_size < 40_000
