"""What `check` and `export` print of the FAQ."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from bot.cli import check_findings, main
from bot.cli.check_findings import Finding, base_findings, problem_findings
from bot.faq.index_cache import index_fingerprint
from knowledge import seed
from knowledge.content.checks import Problem, Severity
from knowledge.content.documents import DocumentKind
from knowledge.content.faq_base import FaqBase
from knowledge.content.files import csv_bundle
from knowledge.folders import base_folder
from knowledge.folders.base_folder import TownFolder
from knowledge.matching import FaqIndex
from knowledge.town import town_folder
from tests.content.village import bodies, entry

VILLAGE = FaqBase.from_documents(bodies())
COUNTED = "1 entries, 1 facts, 2 sources"


def test_a_base_without_fault_is_one_line() -> None:
    assert base_findings(VILLAGE, date(2026, 11, 24)) == [
        Finding("FAQ in use", "right", f"{COUNTED}; 0 wrong, 0 warnings")
    ]


def test_errors_are_wrong_and_warnings_are_warnings() -> None:
    documents = bodies()
    entry(sources=[], review_by="2026-01-01")(documents)
    assert base_findings(FaqBase.from_documents(documents), date(2026, 11, 24)) == [
        Finding("FAQ in use", "WRONG", f"{COUNTED}; 1 wrong, 1 warnings"),
        Finding("FAQ in use", "WRONG", "no-source: 1"),
        Finding(
            "FAQ in use",
            "WRONG",
            "  KW-1: has no source; name one, or set its certainty to unknown",
        ),
        Finding("FAQ in use", "warning", "review-due: 1"),
        Finding(
            "FAQ in use",
            "warning",
            "  KW-1: was due for review on 2026-01-01; read it again and set a new day",
        ),
    ]


def test_contacts_nobody_checked_are_a_warning() -> None:
    documents = bodies()
    documents[(DocumentKind.FACT, "F1")]["values"] |= {
        "phone_well": {"kind": "phone", "value": "305-555-0100", "checked": True},
        "email_well": {"kind": "email", "value": "well@village.example"},
    }
    assert base_findings(FaqBase.from_documents(documents), date(2026, 11, 24))[1:] == [
        Finding(
            "contacts",
            "warning",
            "1 not yet checked, so residents see none of them: email_well; see /contacts",
        )
    ]


def test_only_the_first_few_of_a_kind_are_shown() -> None:
    many = [Problem("slug", f"KW-{n}", "is odd", Severity.WARNING) for n in range(8)]
    rows = problem_findings("FAQ", VILLAGE, many)
    assert rows[1] == Finding("FAQ", "warning", "slug: 8")
    assert len(rows) == 1 + 1 + 5 + 1
    assert rows[-1] == Finding("FAQ", "warning", "  and 3 more")


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to run commands in, with a database of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/town.sqlite3")
    return tmp_path


def test_export_writes_the_whole_base(at_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--format", "zip", "--output", "base.zip"]) == 0
    assert capsys.readouterr().out.startswith("Wrote base.zip: ")
    tables = csv_bundle.unpack_csv_bundle((at_home / "base.zip").read_bytes(), 10_000_000)
    assert set(tables) == {kind.value for kind in DocumentKind if kind is not DocumentKind.BANK}
    rows = [
        row
        for table in tables.values()
        for row in list(csv.reader(io.StringIO(table.decode("utf-8-sig"))))[1:]
    ]
    assert len(rows) == len(
        [key for key in seed.shipped_documents() if key[0] is not DocumentKind.BANK]
    )


def test_export_prints_when_no_file_is_named(
    at_home: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["export", "--format", "json"]) == 0
    held = json.loads(capfdbinary.readouterr().out)
    assert len(held["entry"]) == len(
        [key for key in seed.shipped_documents() if key[0] is DocumentKind.ENTRY]
    )


def test_export_says_when_the_file_cannot_be_written(
    at_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--output", "no/such/folder/base.html"]) == 2
    assert "choose another file" in capsys.readouterr().err


def test_a_card_over_one_screen_is_wrong() -> None:
    documents = bodies()
    entry(ht__points="\n".join(["• wi"] * 20))(documents)
    rows = base_findings(FaqBase.from_documents(documents), date(2026, 11, 24))
    assert rows[1] == Finding("FAQ in use", "WRONG", "card: 1")
    assert rows[2].says.startswith("  KW-1 (ht): its card has ")


def test_check_tells_all_of_the_documents_named(
    at_home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = bodies()
    entry(sources=[], slug="Odd Slug")(documents)
    found = TownFolder(town_folder.shipped_town(), documents)
    monkeypatch.setattr(base_folder, "load_town_folder", lambda place: found)
    assert main(["check", "KW-1", "F1"]) == 1
    shown = capsys.readouterr().out
    assert "no-source  WRONG    KW-1: has no source" in shown
    assert "slug       WRONG    KW-1: its slug 'Odd Slug'" in shown
    assert main(["check", "F1"]) == 0
    assert "nothing to mend in F1" in capsys.readouterr().out


def test_check_shows_what_it_finds_in_the_faq(
    at_home: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    seed_library: tuple[FaqBase, FaqIndex],
    seed_steals: list[Problem],
) -> None:
    base, index = seed_library

    def built(of: FaqBase) -> FaqIndex:
        assert index_fingerprint(of) == index_fingerprint(
            base
        )  # of the same base and code the same index is built
        return index

    def asked(of: FaqBase, built: FaqIndex) -> list[Problem]:
        assert built is index
        return seed_steals

    monkeypatch.setattr(check_findings, "build_index", built)
    monkeypatch.setattr(check_findings, "find_phrasing_conflicts", asked)
    assert main(["check"]) == 0
    shown = capsys.readouterr().out
    assert ("stolen" in shown, "crowded" in shown) == tuple(
        any(problem.check == check for problem in seed_steals) for check in ("stolen", "crowded")
    )
    for row in ("cards, en", "cards, es", "cards, ht", "said often"):
        assert row in shown
    assert "143 entries, 158 facts, 157 sources; 0 wrong" in shown
