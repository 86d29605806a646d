"""Rules that a well-shaped file can still break: one small unit each, all of them listed in `registry.py`."""
