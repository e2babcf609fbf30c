"""The pure rules of disclosure: values in, values out, no database and no framework."""
