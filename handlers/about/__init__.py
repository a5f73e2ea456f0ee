"""What every bot says of itself: start, help, privacy, and what is no text."""
