"""Messages to many, and what owners and editors are told unasked."""
