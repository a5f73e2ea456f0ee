"""Checks of the base as a whole: pairs, pointers, phrasings that conflict."""
