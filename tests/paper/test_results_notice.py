"""The results notice: what was built for which money, with photos, the opinion and two signatures."""

import io
from pathlib import Path

import pytest
from page import ValidationProfile
from PIL import Image, ImageChops

from app.disclosure.rules.printed import BudgetLine
from app.paper import PaperError, Press
from tests.paper import reading
from tests.paper.cast import LINES, RESULTS, TWO_PHOTOS, results


def photo(colour: str) -> bytes:
    """Return a picture as the upload leaves it."""
    file = io.BytesIO()
    Image.new("RGB", (1500, 1000), colour).save(file, "JPEG", quality=82)
    return file.getvalue()


PHOTOS = {"photo-1.jpg": photo("skyblue"), "photo-2.jpg": photo("midnightblue")}


@pytest.fixture(scope="module")
def notice(press: Press) -> bytes:
    return press.render_now(RESULTS, results(photos=TWO_PHOTOS), photos=PHOTOS)


def test_each_line_of_money_shows_vote_payment_and_difference(notice: bytes) -> None:
    said = reading.text(notice)

    assert "6米热镀锌灯杆（48根）39,360.0038,688.00-672.00" in said
    assert "吊车台班（6台班）7,200.007,680.00+480.00" in said
    assert "合计100,560.0096,600.00-3,960.00" in said


def test_savings_are_said_in_words(notice: bytes) -> None:
    assert "本事项预算100,560元，决算96,600元，节余3,960元。" in reading.text(notice)


def test_an_overrun_is_said_in_words(press: Press) -> None:
    dear = (BudgetLine(name="水管", budget=1_000_000, actual=1_120_050),)

    assert "决算11,200.50元，超支1,200.50元。" in reading.text(press.render_now(RESULTS, results(lines=dear)))


def test_photos_stand_with_their_captions(notice: bytes) -> None:
    said = reading.text(notice)

    assert all(photo.caption in said for photo in TWO_PHOTOS)
    assert len(reading.reader(notice).pages[0].images) == 2


def test_nothing_of_a_photo_is_cut_off(press: Press, tmp_path: Path) -> None:
    upright = Image.new("RGB", (1000, 1500), "white")
    upright.paste("blue", (0, 0, 1000, 100))  # the heading of a receipt
    file = io.BytesIO()
    upright.save(file, "JPEG", quality=95)

    notice = press.render_now(RESULTS, results(photos=TWO_PHOTOS[:1]), photos={"photo-1.jpg": file.getvalue()})

    sheets = [sheet.convert("RGB").split() for sheet in reading.pictures(notice, tmp_path)]
    assert any(sum(ImageChops.subtract(blue, red).histogram()[200:]) for red, _green, blue in sheets)


def test_a_photo_that_was_not_handed_in_stops_the_notice(press: Press) -> None:
    with pytest.raises(PaperError, match=r"photo-2\.jpg"):
        press.render_now(RESULTS, results(photos=TWO_PHOTOS), photos={"photo-1.jpg": PHOTOS["photo-1.jpg"]})


def test_the_supervision_committee_gives_its_opinion(notice: bytes) -> None:
    said = reading.text(notice)

    assert "监督意见：经查阅合同、票据和验收单，并到现场核对，情况属实，同意公示。（曼岗村村务监督委员会）" in said


def test_sections_that_have_nothing_to_say_are_left_out_and_the_count_goes_on(press: Press) -> None:
    said = reading.text(press.render_now(RESULTS, results(facts=(), photos=())))

    assert "实施情况" not in said
    assert "现场照片" not in said
    assert said.index("一、资金使用情况") < said.index("二、公示与监督") < said.index("监督意见")


def test_a_long_table_repeats_its_head_on_every_page(press: Press) -> None:
    printed = press.render_now(RESULTS, results(lines=LINES * 10))

    assert reading.pages(printed) >= 3
    assert reading.text(printed).count("支出项目") >= 2


@pytest.mark.parametrize("count", [1, 5, 10])
def test_a_notice_of_ten_lines_stays_on_one_page_with_both_seals_and_its_code(press: Press, count: int) -> None:
    printed = press.render_now(RESULTS, results(lines=LINES[:1] * count))

    said = reading.text(printed)
    assert reading.pages(printed) == 1
    assert said.count("盖章处") == 2
    assert said.count("C25混凝土基础浇筑（48个）") == count
    assert results().verification.code in said


def test_the_signatures_never_stand_alone_on_a_page(press: Press) -> None:
    for count in range(12, 18, 2):
        printed = press.render_now(RESULTS, results(lines=LINES[:1] * count))

        last = reading.reader(printed).pages[-1].extract_text()
        assert reading.pages(printed) == 2
        assert "公示期" in last
        assert last.count("盖章处") == 2


def test_it_is_an_archive_copy_that_reads_aloud(notice: bytes) -> None:
    assert reading.failures(notice, ValidationProfile.PDF_A_3A) == []
    assert reading.failures(notice, ValidationProfile.PDF_UA_1) == []
