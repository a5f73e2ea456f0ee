"""What became of questions: outcomes, opinions, suggestions, sums."""
