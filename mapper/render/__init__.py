"""Values → text or bytes: one module for each format. Nothing here computes, and nothing here writes files."""
