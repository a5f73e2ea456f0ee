"""What the bot knows and how it decides: no telegram, SQL, network, clock or environment.

language, dates    the languages and how each writes a date
content            documents (facts, sources, entries, aliases, scope) and the base made of them
matching           from a question to a verdict
meetings, alerts   from a city calendar to what a person should hear
seed               the first content, reviewed like code
"""
