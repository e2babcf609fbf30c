"""The number that a voter takes away: short enough to be written down, without letters that look like digits."""

import secrets

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 6


def new_receipt() -> str:
    """Return a fresh receipt, such as 7K2MQ4; it says nothing about the answer."""
    return "".join(secrets.choice(LETTERS) for _letter in range(LENGTH))


def written(receipt: str) -> str:
    """Write a receipt in two halves, as it is shown: 7K2M-Q4."""
    return f"{receipt[:4]}-{receipt[4:]}"
