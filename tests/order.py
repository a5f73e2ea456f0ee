"""In what order the workers take the tests: the longest first, in turn with what mostly waits."""

import gc
from itertools import chain
from typing import Any

import pytest

gc.disable()  # until all is imported and collected: none of that is garbage

# Of what keeps a core busy, the longest; all else takes seconds.
LONGEST = (
    "tests/browser/",  # learns the answers that ship, for which others then need not wait
    "tests/bot/cli/test_new_town.py",
    "tests/storage/",
    "tests/bot/cli/test_findings.py",  # asks every phrasing, which others then need not
    "tests/quality/",
    "tests/knowledge/matching/test_evaluation.py",
    "tests/replicas/",
    "tests/jobs/",
    "tests/bot/",
    "tests/sources/",
    "tests/towns/",
)
# What mostly waits for a process or a server, the longest first.
WAITING = (
    "tests/replicas/test_membership.py",
    "tests/e2e/",
    "tests/bot/test_outages.py",
    "tests/playground/",
)
APART = ("tests/e2e/", "tests/replicas/test_membership.py")  # a test at a time: they share nothing
TOGETHER = "tests/browser/"  # one browser for all


def _scope(nodeid: str) -> str:
    """Return what a worker is given as a whole: mostly a file, whose fixtures are made once."""
    if nodeid.startswith(TOGETHER):
        return TOGETHER
    return nodeid if nodeid.startswith(APART) else nodeid.partition("::")[0]


def _place(nodeid: str, first: tuple[str, ...]) -> int:
    return next((i for i, name in enumerate(first) if nodeid.startswith(name)), len(first))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let what waits and what keeps a core busy take turns, so that neither is left to the end."""
    scopes: dict[str, list[pytest.Item]] = {}
    for item in items:
        scopes.setdefault(_scope(item.nodeid), []).append(item)
    waiting = [scope for scope in scopes if scope.startswith(WAITING)]
    busy = [scope for scope in scopes if not scope.startswith(WAITING)]
    waiting.sort(key=lambda scope: _place(scope, WAITING))
    busy.sort(key=lambda scope: _place(scope, LONGEST))
    items[:] = chain.from_iterable(scopes[scope] for scope in _spread(waiting, busy))


def _spread(few: list[str], many: list[str]) -> list[str]:
    """Put the few among the many at equal distances."""
    placed = [(i / len(few), scope) for i, scope in enumerate(few)]
    placed += [((i + 0.5) / len(many), scope) for i, scope in enumerate(many)]
    return [scope for _, scope in sorted(placed, key=lambda one: one[0])]


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
