"""The database itself: engine, dialects, tables, flags, private files, outages."""
