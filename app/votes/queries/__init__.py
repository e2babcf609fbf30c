"""What pages, and other acts, ask about votes."""
