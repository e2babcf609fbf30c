"""The resolution notice: one page that the wall can carry, with every number of the record."""

from datetime import date
from pathlib import Path

import pytest
from page import ValidationProfile

from app.paper import Press
from tests.paper import reading
from tests.paper.cast import CONTACT, MATTER, RESOLUTION, resolution, steps

PARAGRAPH = "经村民代表会议讨论决定，本工程按照“先急后缓、量力而行”的原则实施，优先解决主干道的夜间出行问题。"


@pytest.fixture(scope="module")
def notice(press: Press) -> bytes:
    return press.render_now(RESOLUTION, resolution())


def test_it_is_one_page(notice: bytes) -> None:
    assert reading.pages(notice) == 1


def test_it_says_what_was_decided_with_its_money_and_sources(notice: bytes) -> None:
    said = reading.text(notice)

    assert "曼岗村村民委员会" in said
    assert "曼村决〔2026〕7号" in said
    assert "关于村内主干道路灯亮化工程的决议公告" in said
    assert MATTER in said
    assert "资金总额：192,000元，其中村集体经济收入120,000元、镇级奖补资金72,000元。" in said


def test_it_counts_its_sections_in_chinese(notice: bytes) -> None:
    said = reading.text(notice)

    assert said.index("一、决议事项") < said.index("二、民主决策过程") < said.index("三、公示与监督")


def test_it_has_every_number_of_the_four_discussions(notice: bytes) -> None:
    said = reading.text(notice)

    for step in steps():
        row = f"{step.date}{step.due}{step.present}{step.in_favour}{step.against}{step.abstain}{step.result}"
        assert row in said
        assert step.name in said


def test_it_says_how_long_it_hangs_and_whom_to_call(notice: bytes) -> None:
    said = reading.text(notice)

    assert "公示期：2026年3月23日至4月7日（共15日，张贴当日不计入）" in said
    assert CONTACT.phone in said
    assert "村务监督委员会主任龚喆" in said
    assert CONTACT.township_phone in said


def test_it_carries_the_opinion_of_the_supervision_committee(press: Press) -> None:
    said = reading.text(press.render_now(RESOLUTION, resolution(opinion="数字相符，\n同意公开。")))

    assert "监督意见：数字相符，同意公开。（曼岗村村务监督委员会）" in said
    assert "监督意见" not in reading.text(press.render_now(RESOLUTION, resolution()))


def test_both_committees_sign(notice: bytes) -> None:
    said = reading.text(notice)

    assert said.count("（盖章处）") == 2
    assert said.count("曼岗村村务监督委员会") >= 2


def test_its_code_opens_the_verification_page(notice: bytes, tmp_path: Path) -> None:
    assert reading.qr_codes(notice, tmp_path) == ["https://yishi.example.org/verify/MGB-2026-0007-9F3C"]
    assert "MGB-2026-0007-9F3C" in reading.text(notice)


def test_its_fonts_are_inside_and_ours(notice: bytes) -> None:
    fonts = reading.font_files(notice)

    assert fonts
    assert all(inside for _, inside in fonts)
    assert all("GW" in name for name, _ in fonts)


def test_it_is_an_archive_copy_that_reads_aloud(notice: bytes, tmp_path: Path) -> None:
    assert reading.failures(notice, ValidationProfile.PDF_A_3A) == []
    assert reading.failures(notice, ValidationProfile.PDF_UA_1) == []
    assert reading.structure_complaints(notice, tmp_path) == ""


def test_the_validator_would_notice(notice: bytes) -> None:
    broken = notice.replace(b"<pdfuaid:part>1<", b"<pdfuaid:part>9<").replace(b"<pdfaid:part>3<", b"<pdfaid:part>9<")

    assert reading.failures(broken, ValidationProfile.PDF_A_3A)
    assert reading.failures(broken, ValidationProfile.PDF_UA_1)


def test_a_first_version_says_nothing_about_versions(notice: bytes) -> None:
    assert "版" not in reading.text(notice)


def test_a_correction_names_what_it_replaces(press: Press) -> None:
    corrected = press.render_now(RESOLUTION, resolution(version=2, replaces="2026年3月23日公布的第1版"))

    assert "本公告为第2版，替代2026年3月23日公布的第1版。" in reading.text(corrected)


def test_invalid_papers_are_told_so_that_the_numbers_add_up(press: Press) -> None:
    printed = press.render_now(RESOLUTION, resolution(steps=steps(abstain=1, invalid=1)))

    assert "村民代表会议决议另有无效票1票。" in reading.text(printed)


def test_the_working_of_the_verdict_stands_below_the_table(press: Press) -> None:
    sentence = "赞成47票，超过到会52人的半数（27票），依据《村民委员会组织法》（2025年修正）第三十条。"

    printed = press.render_now(RESOLUTION, resolution(grounds=(sentence,)))

    assert sentence in reading.text(printed)


def test_a_matter_without_money_prints_none(press: Press) -> None:
    printed = press.render_now(RESOLUTION, resolution(total=None, sources=()))

    assert "资金总额" not in reading.text(printed)


def test_fen_are_shown_only_when_there_are_any(press: Press) -> None:
    printed = press.render_now(RESOLUTION, resolution(total=1_234_505, sources=(("集体收入", 1_234_500), ("捐款", 5))))

    assert "资金总额：12,345.05元，其中集体收入12,345元、捐款0.05元。" in reading.text(printed)


def test_a_period_over_new_year_shows_both_years(press: Press) -> None:
    printed = press.render_now(
        RESOLUTION, resolution(period=type(resolution().period)(first=date(2026, 12, 29), last=date(2027, 1, 13)))
    )

    assert "公示期：2026年12月29日至2027年1月13日（共15日，张贴当日不计入）" in reading.text(printed)


@pytest.mark.parametrize("paragraphs", [0, 3, 8])
def test_a_longer_text_is_set_closer_and_stays_on_one_page(press: Press, paragraphs: int) -> None:
    printed = press.render_now(RESOLUTION, resolution(matter="同意。\n" + f"{PARAGRAPH}\n" * paragraphs))

    assert reading.pages(printed) == 1
    assert reading.text(printed).count(PARAGRAPH) == paragraphs


def test_a_text_that_no_page_can_carry_goes_on_and_loses_nothing(press: Press) -> None:
    printed = press.render_now(RESOLUTION, resolution(matter=f"{PARAGRAPH}\n" * 60))

    assert reading.pages(printed) > 1
    assert reading.text(printed).count("（盖章处）") == 2
