"""The acts of disclosure: what people do with notices, money and objections, each with one line in the record."""
