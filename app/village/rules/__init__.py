"""The pure rules of the village: values in, values out, no database and no framework."""
