"""Votes: who may vote, what was answered, and what it decided."""

import app.votes.queries.begun  # noqa: F401  # answers what deliberation asks: has a vote on this matter begun?
