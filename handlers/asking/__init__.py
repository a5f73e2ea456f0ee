"""What people ask: questions, requests in plain words, inline queries, feedback."""
