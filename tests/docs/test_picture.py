"""The picture of the packages is what the imports say."""

import importlib.util
from types import ModuleType

import pytest

from tests.docs.code_names import ROOT


@pytest.fixture(scope="module")
def packages() -> ModuleType:
    """`docs/pictures/packages.py`, which is no module of a package."""
    path = ROOT / "docs" / "pictures" / "packages.py"
    spec = importlib.util.spec_from_file_location("packages_picture", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_committed_picture_is_todays(packages: ModuleType) -> None:
    drawn = packages.draw(packages.package_graph(packages.read_imports()))
    assert packages.PICTURE.read_text(encoding="utf-8") == drawn, "run `make picture`"


def test_an_arrow_that_follows_from_others_is_left_out(packages: ModuleType) -> None:
    graph = packages.package_graph(
        {
            "bot.cli": {"bot.app", "bot.storage", "knowledge.town"},
            "bot.app": {"bot.texts"},  # a module: the arrow leads through it
            "bot.texts": {"knowledge.town"},
            "bot.storage": {"knowledge.town"},
            "knowledge.town": set(),
        }
    )
    assert graph == {
        "bot.cli": {"bot.storage", "bot.texts"},
        "bot.texts": {"knowledge.town"},
        "bot.storage": {"knowledge.town"},
        "knowledge.town": frozenset(),
    }


def test_packages_that_import_each_other_share_a_box(packages: ModuleType) -> None:
    graph = packages.package_graph(
        {
            "handlers.faq": {"knowledge.town"},
            "knowledge.town": {"knowledge.content"},
            "knowledge.content": {"knowledge.town"},
        }
    )
    both = "knowledge.content  knowledge.town"
    assert graph == {"handlers.faq": {both}, both: frozenset()}


def test_a_new_import_changes_the_picture(packages: ModuleType) -> None:
    imports = {"bot.cli": {"bot.texts"}, "bot.texts": set(), "bot.site": set()}
    before = packages.draw(packages.package_graph(imports))
    imports["bot.cli"].add("bot.site")
    assert packages.draw(packages.package_graph(imports)) != before
