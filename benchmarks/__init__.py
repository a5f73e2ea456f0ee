"""What is measured rather than tested: `make bench`, or `make bench ARGS=serving`."""
