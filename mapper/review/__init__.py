"""What is said of a Hub's record in the accuracy check: queries and sign-offs, kept in a file beside it."""
