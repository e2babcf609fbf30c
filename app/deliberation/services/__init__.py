"""The acts of deliberation: what people do with a matter, each in one transaction with one line in the record."""
