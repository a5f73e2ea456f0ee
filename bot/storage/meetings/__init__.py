"""The calendar of meetings as it stands, and meetings typed by hand."""
