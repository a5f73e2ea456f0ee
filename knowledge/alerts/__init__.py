"""From a city calendar to what a person should hear: pure rules, time is an argument."""
