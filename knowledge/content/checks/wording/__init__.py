"""Checks of the texts themselves: length, markup, reading ease, languages that agree."""
