"""What is taken to a meeting: pure computation over rows, and the papers made of it."""
