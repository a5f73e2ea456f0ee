from pathlib import Path

import pytest

from bot.cli import doctor_command, main
from bot.settings import Settings

ROWS = '[[meeting]]\nbody = "City Commission"\ndate = "2030-12-10"\n'


async def test_each_source_reports_and_a_dead_one_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "meetings.toml"
    file.write_text(ROWS)
    settings = Settings(
        _env_file=None, meetings_file=file, meeting_ics_urls=("http://127.0.0.1:9/city.ics",)
    )
    feed, table = await doctor_command.examine_sources(settings)
    assert (feed.source_id, feed.is_healthy) == ("ics-1", False)
    assert (table.source_id, table.is_healthy) == ("file", True)
    assert "outcome: ok" in table.lines


def test_without_a_source_it_says_what_to_set(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["doctor"]) == 1
    assert "LEGISTAR_CLIENT" in capsys.readouterr().out


def test_the_table_names_source_state_and_findings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "meetings.toml").write_text(ROWS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MEETINGS_FILE", "meetings.toml")
    assert main(["doctor"]) == 0
    assert "file  right  outcome: ok" in capsys.readouterr().out
