"""What a code, a question, a word or a source means: everything that `mapper` can explain, as values."""
