"""From evidence to a verdict: calibration, rules, cues, follow-up questions."""
