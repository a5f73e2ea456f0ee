"""The examples of docs/seed.md are a town that loads, has nothing to mend, and answers."""

import re
from datetime import date
from pathlib import Path

import pytest

from bot.cli.check_findings import WRONG, seed_findings
from knowledge.content.document_fields import FIELDS_BY_PATH
from knowledge.content.documents import DocumentKind
from knowledge.content.faq_base import FaqBase
from knowledge.folders import base_folder
from knowledge.index_building import build_index
from knowledge.town import OPTIONAL_PHRASES, PHRASE_EXAMPLES

PAGE = Path(__file__).parents[2] / "docs" / "seed.md"
EXAMPLES = dict(
    re.findall(r"```toml\n# (\S+\.toml)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    for name, text in EXAMPLES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_there_is_an_example_of_each_kind(page: Path) -> None:
    found = base_folder.load_town_folder(page)
    assert {kind for kind, _ in found.documents} == set(DocumentKind)
    assert found.town.house.pairs
    assert found.town.house.outlets


def test_the_examples_are_a_town_without_fault_that_answers(page: Path) -> None:
    found = base_folder.load_town_folder(page)
    base = FaqBase.from_documents(found.documents, town=found.town)
    assert [row for row in seed_findings(date(2026, 11, 28), page) if row.state == WRONG] == []
    assert build_index(base).ask("when does the library open on sunday").entry == "OT-1"


def test_every_key_of_the_town_and_every_field_of_a_kind_is_told_of() -> None:
    text = PAGE.read_text(encoding="utf-8")
    fields = {path.partition(".")[0] for kind in FIELDS_BY_PATH for path in FIELDS_BY_PATH[kind]}
    told = {*PHRASE_EXAMPLES, *OPTIONAL_PHRASES, *fields} - {
        "courtesy",
        "lists",
        "about_last",
        "en",
        "es",
        "ht",
    }
    silent = {"title_inferred", "url_inferred"}
    assert {name for name in told - silent if name not in text} == set()
