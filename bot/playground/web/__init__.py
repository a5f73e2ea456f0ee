"""What the playground's page shows: events, verdicts, sample users, a calendar, time-lapse."""
