"""Looking at any file without keeping anything: the names that the Explore screen calls."""

from aboveboard.desk.explored.drawing import histogram, scatter
from aboveboard.desk.explored.figures import MISSING, condition, cut, day, figure, label, question, taken
from aboveboard.desk.explored.fitting import CHARTS, MOST_FILTERS, MOST_KEYS, fit
from aboveboard.desk.explored.grouping import HOW, MOST_GROUPS, UNITS, grouped
from aboveboard.desk.explored.hiding import HIDDEN
from aboveboard.desk.explored.keeping import preset_name, save_preset, why_not
from aboveboard.desk.explored.opened import Opened, forget_all, left_out, open_file, sweep, with_meaning
from aboveboard.desk.explored.paging import COLUMNS, ROWS, page
from aboveboard.desk.explored.profiling import profile
from aboveboard.desk.explored.sandbox import Running, end_all
from aboveboard.desk.explored.sharing import answer_csv, csv_of, grouped_csv, what_words
from aboveboard.desk.explored.where import HOW as FILTERS
from aboveboard.desk.explored.where import where
from aboveboard.desk.house import House
from aboveboard.intake.headers import distinct
from aboveboard.model.exploring import Asked, Condition, Drawn, Explored, Limits

__all__ = [
    "CHARTS",
    "COLUMNS",
    "FILTERS",
    "HIDDEN",
    "HOW",
    "LIMITS",
    "MISSING",
    "MOST_FILTERS",
    "MOST_GROUPS",
    "MOST_KEYS",
    "ROWS",
    "UNITS",
    "Opened",
    "Running",
    "answer_csv",
    "begin",
    "check",
    "condition",
    "csv_of",
    "cut",
    "day",
    "distinct",
    "draw",
    "end",
    "figure",
    "fit",
    "grouped",
    "grouped_csv",
    "label",
    "left_out_csv",
    "open_file",
    "page",
    "preset_name",
    "profile",
    "question",
    "save_preset",
    "smallest",
    "taken",
    "what_words",
    "why_not",
    "with_meaning",
]

LIMITS = Limits()


def begin() -> None:
    """When the server starts: nothing of a killed one stays."""
    sweep()


def end() -> None:
    """When the server ends: no process and no copy of a file outlives it."""
    end_all()
    forget_all()


def smallest(house: House) -> float:
    """The fewest people that are shown, by the policy in force."""
    return house.policy.values["cell.min_people"]


def check(explored: Explored, condition: Condition) -> None:
    """Raise WrongInput for a filter that this file cannot answer."""
    where(explored, (condition,))


def draw(opened: Opened, asked: Asked, k: float) -> Drawn:
    """The marks of a histogram or a scatter."""
    return histogram(opened, asked, k) if asked.chart == "histogram" else scatter(opened, asked, k)


def left_out_csv(opened: Opened) -> str:
    """The rows that are not looked at, with line and reason, for a spreadsheet."""
    return csv_of(("line", "kind", "reason", "text"), left_out(opened))
