"""What speaks for each candidate: rows, features, ridge scores, term coverage."""
