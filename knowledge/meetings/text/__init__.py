"""Reading a clerk's words: status, hours, days, places, bodies, subjects."""
