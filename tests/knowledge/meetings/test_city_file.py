from datetime import time

import pytest

from knowledge.meetings.city_file import UnreadableCity, key_west, read_city
from knowledge.meetings.meeting import Kind

PLAIN = 'id = "x"\nname = "X"\ntz = "America/New_York"\n'


def test_key_west_ships_with_sessions_and_without_deadlines():
    city = key_west()
    [habit] = city.body("city-commission").sessions
    assert (habit.kind, habit.first, habit.then) == (Kind.REGULAR, time(9), (time(17),))
    assert [body.deadlines for body in city.bodies if body.deadlines] == []


def test_another_town_is_a_file():
    city = read_city(PLAIN + "[policy]\nreplacement_hold_in = 20\nbulk_off = 9\n")
    assert (city.name, city.policy.bulk_off) == ("X", 9)
    assert city.policy.replacement_hold_in.total_seconds() == 1200


@pytest.mark.parametrize(
    "text",
    [
        "id = 3",
        PLAIN + "[policy]\nnonsense = 1",
        PLAIN + '[[body]]\nslug = "a"\nname = "A"\ndeadlines = [{ purpose = "written" }]',
        PLAIN + "not toml",
    ],
)
def test_a_faulty_file_says_so(text):
    with pytest.raises(UnreadableCity, match="city file: "):
        read_city(text)
