"""Pictures: charts for the editors, the poster to print."""
