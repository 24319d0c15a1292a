"""Charts of a workbook: drawn by the reader's own program from the cells, so that they follow."""

from dataclasses import dataclass
from typing import Any, Literal

ORANGE, BLUE, GREY = "#D55E00", "#0072B2", "#7F7F7F"  # Okabe and Ito's, told apart in grey too
WIDTH, HEIGHT = 520, 320  # pixels
THICK, THIN = 2.25, 1.25  # points


@dataclass(frozen=True)
class Series:
    """One line, or one column for each category: its name, its cells and how it is drawn."""

    name: str
    cells: str
    colour: str
    dashed: bool = False


@dataclass(frozen=True)
class NativeChart:
    """A chart: its words, where it stands (row and column), and the cells that it is drawn from.

    ``alt`` is read aloud to those who do not see it.
    """

    kind: Literal["column", "line"]
    title: str
    alt: str
    unit: str
    categories: str
    series: tuple[Series, ...]
    at: tuple[int, int]
    beside: int = 0  # pixels to the right of that cell
    every: int = 1  # of how many categories one is named

    def insert(self, book: Any, sheet: Any) -> None:
        """Draw it on a sheet of a workbook that is being written."""
        chart = book.add_chart({"type": self.kind})
        for each in self.series:
            chart.add_series(self._series(each))
        chart.set_title({"name": self.title, "name_font": {"size": 12}, "overlay": False})
        chart.set_y_axis(
            {
                "name": self.unit,
                "num_format": "#,##0",
                "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}},
            }
        )
        # Below what is less than nothing.
        chart.set_x_axis({"label_position": "low", "interval_unit": self.every})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": WIDTH, "height": HEIGHT})
        # Moved with the cells, not sized.
        about = {"description": self.alt, "object_position": 2, "x_offset": self.beside}
        sheet.insert_chart(*self.at, chart, about)

    def _series(self, each: Series) -> dict[str, Any]:
        drawn = {"color": each.colour, "width": THIN if each.dashed else THICK}
        if each.dashed:
            drawn["dash_type"] = "dash"
        how = {"line": drawn} if self.kind == "line" else {"fill": {"color": each.colour}}
        cells = {"categories": f"={self.categories}", "values": f"={each.cells}"}
        return {"name": each.name, **cells, **how}
