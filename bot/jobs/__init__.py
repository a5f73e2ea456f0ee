"""The scheduled work: read the sources, work out who is owed what, send it, forget what is old."""
