"""A password is long enough and not what a neighbour tries first."""

import pytest

from app.village.rules.password_advice import fault_of

OWN = ("P0003", "傅勇傅勇", "10000010047", "19770612")


@pytest.mark.parametrize(
    "password", ["路灯亮了四十八盏", "tudou-yumi-77", "我家住在新寨七号", "correct horse", "新寨七号门前的树" * 16]
)
def test_what_only_the_person_puts_together_is_good(password: str) -> None:
    assert fault_of(password, own=OWN) is None


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("短密码", "At least 8"),
        ("1234567", "At least 8"),
        ("x" * 5 + "yz" * 62, "At most 128"),
        ("12345678", "first passwords"),
        ("１２３４５６７８", "first passwords"),
        ("87654321", "first passwords"),
        ("aaaaaaaa", "first passwords"),
        ("12121212", "first passwords"),
        ("PassWord", "first passwords"),
        ("qwertyuiop", "first passwords"),
        ("10000010047", "Neighbours know"),
        ("19770612", "Neighbours know"),
        ("傅勇傅勇傅勇傅勇", "Neighbours know"),
        ("P0003-P0003", "Neighbours know"),
        ("fuyongfuyong", "Neighbours know"),
        ("fuyongfuyong1", "first passwords"),
    ],
)
def test_what_a_neighbour_tries_is_refused(password: str, said: str) -> None:
    assert said in str(fault_of(password, own=OWN))


WORN = (
    "123123123 12341234 11223344 a12345678 a123456789 aa123456 abc123456 123456abc 147258369 789456123 1q2w3e4r"
    " password123 passw0rd qwerty123 admin123 woaini520 5201314520 woaini1314 20260101 qwe12345"
)


@pytest.mark.parametrize("password", WORN.split())
def test_what_a_program_tries_first_is_refused(password: str) -> None:
    assert "first passwords" in str(fault_of(password, own=OWN))
