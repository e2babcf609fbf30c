"""The pages and doors of deliberation."""
