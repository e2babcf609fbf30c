"""Votes: who may vote, what was answered, and what it decided."""
