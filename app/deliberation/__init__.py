"""Matters on their way through the village: proposals, meetings and the steps they must pass."""
