"""In what order the workers take the tests: what mostly waits lies among what is long."""

import gc
from itertools import accumulate, chain
from typing import Any

import pytest

gc.disable()  # until all is imported and collected: none of that is garbage

# What keeps a core busy, in the order in which it begins, and about how many seconds each of its
# scopes takes; all else is short.
BUSY = {
    "tests/browser/": 45,  # learns the answers that ship, for which others then need not wait
    "tests/bot/cli/test_new_town.py": 8,
    "tests/storage/": 2,
    "tests/bot/cli/test_findings.py": 10,  # asks every phrasing, which others then need not
    "tests/quality/": 6,
    "tests/knowledge/matching/test_evaluation.py": 4,
    "tests/replicas/": 4,
    "tests/jobs/": 2,
    "tests/bot/": 2,
    "tests/handlers/": 2,
    "tests/sources/": 1,
    "tests/towns/": 4,
}
# What mostly waits for a process or a server.
WAITING = {
    "tests/replicas/test_membership.py": 4,
    "tests/e2e/": 6,
    "tests/bot/test_outages.py": 12,
    "tests/playground/": 1,
}
APART = ("tests/e2e/", "tests/replicas/test_membership.py")  # a test at a time: they share nothing
TOGETHER = "tests/browser/"  # one browser for all


def _scope(nodeid: str) -> str:
    """Return what a worker is given as a whole: mostly a file, whose fixtures are made once."""
    if nodeid.startswith(TOGETHER):
        return TOGETHER
    return nodeid if nodeid.startswith(APART) else nodeid.partition("::")[0]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let what waits lie among what keeps a core busy, and what is short come last."""
    scopes: dict[str, list[pytest.Item]] = {}
    for item in items:
        scopes.setdefault(_scope(item.nodeid), []).append(item)
    waiting = [scope for scope in scopes if scope.startswith(tuple(WAITING))]
    busy = [scope for scope in scopes if scope not in waiting]
    long = sorted(_paced(waiting, WAITING) + _paced(busy, BUSY))
    order = dict.fromkeys([*(scope for _, scope in long), *scopes])
    items[:] = chain.from_iterable(scopes[scope] for scope in order)


def _paced(scopes: list[str], kinds: dict[str, int]) -> list[tuple[float, str]]:
    """Return when each begins, if they were to fill the whole run one after the other.

    What is of none of the kinds is left out.
    """
    seconds: dict[str, int] = {}
    for name, each in kinds.items():
        for scope in scopes:
            if scope.startswith(name):
                seconds.setdefault(scope, each)
    total, begins = sum(seconds.values()), accumulate(seconds.values(), initial=0)
    return [(begin / total, scope) for begin, scope in zip(begins, seconds, strict=False)]


def pytest_collection_finish() -> None:
    """Leave what stays for the whole run out of every later search for garbage."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)  # a test makes little that needs it
    gc.enable()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give a worker a scope at a time."""
    from xdist.scheduler import LoadScopeScheduling

    class ByScope(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return _scope(nodeid)

    config.option.loadscopereorder = False  # that order is by number of tests, not by length
    return ByScope(config, log)
