"""What pages, and other acts, ask about matters, talk and meetings."""
