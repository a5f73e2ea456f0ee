"""From what sources hand over to the records of meetings, across polls."""
