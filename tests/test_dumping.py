"""An address goes to PostgreSQL's programs whole, but for the password, which other users of the machine would see."""

import pytest

from app.dumping import open_and_secret


@pytest.mark.parametrize(
    ("given", "shown", "password"),
    [
        ("postgresql:///yishi?host=/run/postgresql", "postgresql:///yishi?host=/run/postgresql", None),
        ("postgresql://postgres@/y?host=%2Fvar%2Fa%20b", "postgresql://postgres@/y?host=/var/a%20b", None),
        ("postgresql://u:p%40s@db:5433/y", "postgresql://u@db:5433/y", "p@s"),
        ("postgresql://u@db/y?password=p%26s&sslmode=require", "postgresql://u@db/y?sslmode=require", "p&s"),
        ("postgresql://[::1]:5432/y", "postgresql://[::1]:5432/y", None),
    ],
)
def test_the_password_goes_apart_and_the_rest_stays(given: str, shown: str, password: str | None) -> None:
    assert open_and_secret(given) == (shown, {"PGPASSWORD": password} if password else {})
