"""The only package that speaks SQL.

A function here takes a Session and returns `knowledge` values: a step of the one transaction that
`Database.run` owns, in which several may follow one another. It never commits and never waits
for anything but the database.
"""
