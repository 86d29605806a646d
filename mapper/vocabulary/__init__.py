"""Code lists, guidance sets and sources: YAML data with their loader. Everything here may be read without code."""
