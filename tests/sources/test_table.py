import pytest

from bot.sources.meetings_file import MeetingsFileSource
from knowledge.meetings.calendar_state import SourceMemory
from knowledge.meetings.raw_records import FetchOutcome, Presence
from tests.sources.answers import NOW, WINDOW

MEMORY = SourceMemory("file")
FILES = {
    "m.csv": "id,body,date,time,place\n"
    'a,City Commission,2026-12-10,9:00 AM,"City Hall, Chambers"\n',
    "m.json": '[{"id": "a", "body": "City Commission", "date": "2026-12-10", "time": "9:00 AM",'
    ' "place": "City Hall, Chambers"}]',
    "m.toml": '[[meeting]]\nid = "a"\nbody = "City Commission"\ndate = 2026-12-10\n'
    'time = "9:00 AM"\nplace = "City Hall, Chambers"\n',
}


@pytest.mark.parametrize("name", FILES)
async def test_a_file_in_any_of_three_forms_is_read(name, tmp_path):
    path = tmp_path / name
    path.write_text(FILES[name])
    result = await MeetingsFileSource(path, lambda: NOW).fetch_window(WINDOW, MEMORY)
    [raw] = result.records
    assert (result.outcome, raw.native_id, raw.body_raw, raw.time_text, raw.location_raw) == (
        FetchOutcome.OK,
        "a",
        "City Commission",
        "9:00 AM",
        "City Hall, Chambers",
    )


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("m.csv", "body,date\nX,soon\n", "row 1"),
        ("m.csv", "body,day\nX,2026-12-10\n", "column 'day' is not known"),
        ("m.csv", "body,date\n,2026-12-10\n", "needs a body and a date"),
    ],
)
async def test_a_faulty_row_is_named_and_left_out(name, text, words, tmp_path):
    path = tmp_path / name
    path.write_text(text)
    result = await MeetingsFileSource(path, lambda: NOW).fetch_window(WINDOW, MEMORY)
    assert (len(result.records), words in result.rejected[0]) == (0, True)


@pytest.mark.parametrize(("name", "text"), [("m.json", "{"), ("m.txt", ""), ("m.toml", "x = 1")])
async def test_a_file_that_cannot_be_read_is_an_error(name, text, tmp_path):
    path = tmp_path / name
    path.write_text(text)
    table = MeetingsFileSource(path, lambda: NOW)
    assert (await table.fetch_window(WINDOW, MEMORY)).outcome is FetchOutcome.ERROR
    assert (await table.confirm_record("a")).presence is Presence.UNKNOWN
    assert (
        await MeetingsFileSource(tmp_path / "none.csv", lambda: NOW).fetch_window(WINDOW, MEMORY)
    ).error
    assert (await table.diagnose(WINDOW)).is_healthy is False


async def test_a_row_can_be_looked_up(tmp_path):
    path = tmp_path / "m.csv"
    path.write_text(FILES["m.csv"])
    table = MeetingsFileSource(path, lambda: NOW)
    found = [(await table.confirm_record(name)).presence for name in ("a", "b")]
    assert found == [Presence.PRESENT, Presence.GONE]
    assert await table.fetch_items("a") is None
