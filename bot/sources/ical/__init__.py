"""iCalendar feeds: fetched, read in a process of their own, expanded."""
