"""What editors do in the chat."""
