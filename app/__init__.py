"""Yishi (议事): village decisions by four discussions and two disclosures."""
