"""From what sources say to meetings people can rely on: pure rules, time is an argument."""
