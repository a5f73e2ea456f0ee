"""The page and the site in a real browser; one process works off all of it."""
