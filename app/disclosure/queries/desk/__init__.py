"""What waits for a person, read for the own desk: each file asks for one kind of thing."""
