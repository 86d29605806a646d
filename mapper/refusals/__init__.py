"""Values that the schema refuses: each in words, with what may be meant, and the correction that cannot be wrong."""
