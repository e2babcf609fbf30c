"""The rules of deliberation as data and arithmetic, without database or screen."""
