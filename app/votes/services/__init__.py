"""The acts of a vote: each in one transaction, with one line in the record."""
