"""What people fill in about matters, talk and suggestions."""
