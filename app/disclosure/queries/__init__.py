"""What pages, and other acts, ask about notices, money and objections."""
