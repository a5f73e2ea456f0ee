"""The answers: shown, browsed, followed; the editors' way into them."""
