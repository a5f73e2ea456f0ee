"""Charts for the editors, as PNG bytes. Draws what it is given; counts nothing itself.

Figures are made without pyplot, which keeps a state of its own and is not safe across threads.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from knowledge.matching.quality.bank_evaluation import ReliabilityBin

_COLOURS = {
    "found": "#1b7f5c",
    "maybe": "#d9a441",
    "unknown": "#8a8f98",
    "chat": "#5b8db8",
    "refer": "#7d5ba6",
}
_INK, _PAPER = "#22303c", "#ffffff"


@dataclass(frozen=True, slots=True)
class OutcomeBar:
    """How many questions came out in one way; `code` gives the colour."""

    code: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class ChartTitles:
    """The titles of both panels, and of a day with too few questions to tell."""

    days: str
    outcomes: str
    few: str


def draw_question_chart(
    days: Mapping[date, int],
    outcomes: Sequence[OutcomeBar],
    *,
    floor: int,
    titles: ChartTitles,
    names: Mapping[date, str],
) -> bytes:
    """Draw questions a day and how they came out; `outcomes` make up all questions.

    A day with fewer than `floor` questions is drawn as a hatched stub, whatever its number;
    `names` are the days as people write them.
    """
    figure = Figure(figsize=(8, 6.4), dpi=120, facecolor=_PAPER, layout="constrained")
    FigureCanvasAgg(figure)
    above, below = figure.subplots(2, 1, height_ratios=[3, 2])
    _draw_days(above, days, floor, titles, names)
    _draw_outcomes(below, outcomes, titles.outcomes)
    out = io.BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


def _draw_days(
    plot: Axes, days: Mapping[date, int], floor: int, titles: ChartTitles,
    names: Mapping[date, str],
) -> None:  # fmt: skip
    span = sorted(days)
    shown = [(place, days[day]) for place, day in enumerate(span) if days[day] >= floor]
    hidden = [place for place, day in enumerate(span) if 0 < days[day] < floor]
    plot.bar([place for place, _ in shown], [n for _, n in shown], color=_COLOURS["found"])
    if hidden:
        plot.bar(
            hidden,
            [floor - 1] * len(hidden),
            color=_PAPER,
            edgecolor=_COLOURS["unknown"],
            hatch="////",
            label=titles.few,
        )
        plot.legend(frameon=False, fontsize=9)
    plot.set_title(titles.days, loc="left", color=_INK, fontsize=12, fontweight="bold")
    plot.set_xlim(-0.7, len(span) - 0.3)
    ticks = range(len(span) - 1, -1, -max(1, len(span) // 5))  # counted back from today
    plot.set_xticks(list(ticks), [names[span[place]] for place in ticks])
    plot.yaxis.set_major_locator(MaxNLocator(integer=True))
    plot.set_ylim(0, max([*(n for _, n in shown), floor]) * 1.15)
    _style_axes(plot)


def _draw_outcomes(plot: Axes, outcomes: Sequence[OutcomeBar], title: str) -> None:
    counts = [one.count for one in outcomes]
    colours = [_COLOURS.get(one.code, _COLOURS["unknown"]) for one in outcomes]
    bars = plot.barh([one.name for one in outcomes], counts, color=colours)
    total = sum(counts) or 1
    plot.bar_label(bars, [f"{count} ({count / total:.0%})" for count in counts], padding=4)
    plot.set_xlim(0, max([*counts, 1]) * 1.25)
    plot.invert_yaxis()
    plot.xaxis.set_major_locator(MaxNLocator(integer=True))
    plot.set_title(title, loc="left", color=_INK, fontsize=12, fontweight="bold")
    _style_axes(plot)


def _style_axes(plot: Axes) -> None:
    for side in ("top", "right"):
        plot.spines[side].set_visible(False)
    plot.tick_params(colors=_INK, labelsize=9)


def draw_reliability_chart(bins: Sequence[ReliabilityBin]) -> bytes:
    """Draw a reliability diagram: what was said beside what was true, and of how many."""
    figure = Figure(figsize=(6, 6), dpi=120, facecolor=_PAPER, layout="constrained")
    FigureCanvasAgg(figure)
    plot = figure.subplots()
    plot.plot([0, 1], [0, 1], linestyle="--", color=_COLOURS["unknown"], label="perfectly honest")
    plot.plot(
        [one.said for one in bins],
        [one.true for one in bins],
        marker="o",
        color=_COLOURS["found"],
        label="this index",
    )
    for one in bins:
        plot.annotate(
            str(one.count), (one.said, one.true), xytext=(6, -10), textcoords="offset points"
        )
    plot.set(
        xlim=(0, 1),
        ylim=(0, 1),
        xlabel="probability it gave its best answer",
        ylabel="share that was right (numbers: questions)",
        title="How far its probabilities can be trusted",
    )
    plot.legend(loc="upper left")
    out = io.BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()
