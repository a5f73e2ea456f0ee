"""What `make bench` names is there to be run."""

import importlib

import pytest

from benchmarks.__main__ import ALL


@pytest.mark.parametrize("name", ALL)
def test_every_benchmark_that_is_named_can_be_run(name: str) -> None:
    assert callable(importlib.import_module(f"benchmarks.{name}").run)
