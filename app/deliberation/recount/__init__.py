"""What the entries about matters, meetings and the talk say, held against the tables."""

from app.deliberation.recount import matters, meetings, talk

CHECKS = (*matters.CHECKS, *meetings.CHECKS, *talk.CHECKS)
