"""The pages of the village: the door, the own account, the people and their cards, the import."""
