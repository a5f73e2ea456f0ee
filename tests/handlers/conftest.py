"""What those who speak with the bot may leave out."""

import pytest


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave charts and posters blank where something else is looked at: to draw takes 0.2 s.

    What they are drawn of is worked out all the same.
    """
    from bot.graphics import charts, poster  # half a second: only who draws, or does not, pays

    monkeypatch.setattr(charts, "draw_question_chart", lambda *_, **__: b"\x89PNG, blank")
    monkeypatch.setattr(poster, "draw_poster", lambda *_: None)
    monkeypatch.setattr(poster, "poster_pdf", lambda *_: b"%PDF-, blank")
