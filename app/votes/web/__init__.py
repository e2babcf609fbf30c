"""The pages on which people vote, count, and see what was decided."""
