"""The open data: what is public anyway, in the form that programs read."""
