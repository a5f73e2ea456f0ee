"""Fitting the matcher's numbers to questions: honest folds, trees, thresholds.

Pure but for the library that learns (scikit-learn, `make setup EXTRA=fit`), which is loaded only
here and only to learn. `python -m bot fit` does it for a town (`town_fitting.py`),
`benchmarks/fit.py` for the shipped matcher.
"""
