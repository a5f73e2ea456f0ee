"""In what order the workers take the tests: the longest first, so that none waits at the end."""

import gc
from typing import Any

import pytest

gc.disable()  # until all is imported and collected: none of that is garbage

# A process, a browser or thousands of questions; all else takes seconds.
LONGEST = (
    "tests/bot/cli/test_findings.py",  # asks every phrasing, which others then need not
    "tests/replicas/test_membership.py",  # waits
    "tests/e2e/",
    "tests/browser/",
    "tests/quality/",
    "tests/storage/test_counting.py",
    "tests/content/test_seed.py",
    "tests/knowledge/matching/test_evaluation.py",
    "tests/playground/",
    "tests/replicas/",
    "tests/storage/",
    "tests/jobs/",
    "tests/bot/",
    "tests/sources/",
    "tests/towns/",
)
APART = "tests/e2e/"  # each test has a process of its own: they share nothing but the seed
TOGETHER = "tests/browser/"  # one browser for all


def _place(item: pytest.Item) -> int:
    starts = (place for place, name in enumerate(LONGEST) if item.nodeid.startswith(name))
    return next(starts, len(LONGEST))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_place)


def pytest_collection_finish() -> None:
    """Leave what stays for the whole run out of every later search for garbage."""
    gc.freeze()
    gc.enable()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give a worker a file at a time, so that its fixtures are made once; of some, one test.

    One folder goes to one worker whole.
    """
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            if nodeid.startswith(TOGETHER):
                return TOGETHER
            return nodeid if nodeid.startswith(APART) else nodeid.partition("::")[0]

    config.option.loadscopereorder = False  # that order is by number of tests, not by length
    return ByFile(config, log)
