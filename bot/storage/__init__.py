"""The only package that speaks SQL.

A function here takes a Session and returns `knowledge` values; it never commits and never waits
for anything but the database. `Database.run` owns the transaction.
"""
