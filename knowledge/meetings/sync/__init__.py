"""One sync pass: what differs, what is confirmed, what is told."""
