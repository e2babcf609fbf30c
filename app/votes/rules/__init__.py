"""The rules of counting and deciding, without database or screen."""
