"""The poster: a code that reads as the link, and words that fit the page."""

from collections.abc import Callable
from itertools import product
from types import ModuleType
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pytest
import segno

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LINKS = ["https://t.me/CivicTestBot", "https://t.me/A_much_longer_name_of_a_town_Bot"]
SAYS = [("Ask me about $5 and city meetings.", "Scan this."), ("¿Sí?", "Así."), ("Èske?", "Kò.")]
FOOT = ["Not the City.", "The Test Society"]


Drawn: TypeAlias = Callable[..., "Figure"]


@pytest.fixture(scope="module")
def poster() -> ModuleType:
    from bot.graphics import poster  # half a second: spent here, not by all who collect tests

    return poster


@pytest.fixture(scope="module")
def drawn(poster: ModuleType) -> Drawn:
    """Draws the poster of a link and a town."""

    def draw(link: str, town: str = "Key West") -> "Figure":
        return poster.draw_poster(town, "Civic Bot", link, SAYS, FOOT)

    return draw


@pytest.mark.parametrize("link", LINKS)
def test_the_code_on_the_page_is_that_of_the_link(
    poster: ModuleType, drawn: Drawn, link: str
) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    figure = drawn(link)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    page = np.asarray(canvas.buffer_rgba())[..., 0]
    inch = page.shape[0] / poster.HEIGHT
    wanted = segno.make(link, error="q", micro=False).matrix
    side = len(wanted) + 2 * poster.QUIET_ZONE
    left, top = (
        (poster.WIDTH - poster.QR_SIDE) / 2,
        poster.HEIGHT - poster.QR_BOTTOM - poster.QR_SIDE,
    )
    for row, column in product(range(side), repeat=2):
        x, y = (
            int((start + (place + 0.5) * poster.QR_SIDE / side) * inch)
            for start, place in ((left, column), (top, row))
        )
        inner = (row - poster.QUIET_ZONE, column - poster.QUIET_ZONE)
        is_code = all(0 <= place < len(wanted) for place in inner)
        dark = is_code and wanted[inner[0]][inner[1]] == 1
        assert (page[y, x] < 128) == dark, (row, column)


@pytest.mark.parametrize("town", ["Key West", "The Unincorporated Villages of the Lower Keys"])
def test_no_line_leaves_the_page(poster: ModuleType, drawn: Drawn, town: str) -> None:
    figure = drawn(LINKS[1], town)
    boxes = [text.get_window_extent() for text in figure.texts]
    wide, high = poster.WIDTH * figure.dpi, poster.HEIGHT * figure.dpi
    edge = 0.9 * poster.MARGIN * figure.dpi
    assert all(box.x0 >= edge and box.x1 <= wide - edge for box in boxes)
    assert all(box.y0 >= 0 and box.y1 <= high for box in boxes)


def test_no_line_stands_on_another_or_on_the_code(drawn: Drawn) -> None:
    figure = drawn(LINKS[0])
    boxes = [text.get_window_extent() for text in figure.texts]
    boxes.append(figure.axes[0].get_window_extent())
    lost = [(a, b) for a, b in product(boxes, repeat=2) if a is not b and a.overlaps(b)]
    assert lost == []


def test_a_dollar_sign_is_a_dollar_sign(drawn: Drawn) -> None:
    assert SAYS[0][0] in [text.get_text() for text in drawn(LINKS[0]).texts]
    assert not any(text.get_parse_math() for text in drawn(LINKS[0]).texts)


def test_the_same_poster_is_the_same_file(poster: ModuleType, drawn: Drawn) -> None:
    one, other = (poster.poster_pdf(drawn(LINKS[0]), "Civic Bot") for _ in range(2))
    assert one == other
    assert one.startswith(b"%PDF-")
    assert one.count(b"/Type /Page ") == 1
    assert len(one) < 100_000
