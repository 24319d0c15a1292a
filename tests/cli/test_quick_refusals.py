"""A refusal waits for nothing slow: what simulates, settles and draws is loaded afterwards."""

import pytest
from terminal import typed_apart

pytestmark = pytest.mark.slow

REFUSED = 2
SLOW = ("numba", "pandas", "matplotlib", "scipy", "pyarrow", "numpy", "lxml")
SEEN = f"""
import sys
from borgerflow.experiments.cli import main
for line in sys.argv[1:]:
    code = main(line.split())
    loaded = [name for name in {SLOW} if name in sys.modules]
    print(line, code, *loaded, sep="|")
"""
REFUSALS = (
    "compare herning-syg2",
    "compare herning-syg02 --municipality hernig",
    "compare herning-syg02 --replicatoins 3",
    "compare ./own.yaml",
    "form herning-syg2",
    "form herning-syg02 --template hering",
    "form herning-syg02 --template own.docx",
    "run --municipality ./place.yaml",
    "run --start 1/1-2019",
    "run --start 2021-01-01 --end 2020-01-01",
    "run --end 2040-01-01",
    "run --replications 60000000",
    "run --law draft-2028",
    "run --freeze own.yaml",
    "compare herning-syg02 --freeze own.yaml",
    "followup nowhere.json own.yaml",
    "backcast hernig",
    "backcast herning --until 2017-12-31",
    "contacts --scheme dagpenge --cut 1",
    "settle own.yaml --law draft-2028",
    "breakeven herning-syg2",
    "calibrate hernig",
    "calibrate herning --out x.yaml",
    "breakeven herning-syg02 --start 2025-01-01 --end 2026-01-01",
    "portfolio herning-syg2",
    "portfolio --budget 2031=5",
    "contacts --scheme dagpeng --every 4",
    "contacts --scheme dagpenge --every 4 --team dagpeng=3",
    "contacts --scheme dagpenge --every nan",
    "contacts nostudy",
    "batch nostudy",
    "batch ./study.yaml",
    "trace 0 --municipality hernig",
    "settle nowhere.csv",
    "settle own.yaml --until tomorrow",
    "explain nowhere.csv --citizen 1",
    "fit nowhere.csv",
    "fit own.yaml --from tomorrow",
    "fit own.yaml --municipality hernig",
    "law revurdring",
    "cases nocase",
    "proposals show herning-syg2",
    "proposals check herning-syg2",
    "proposals check ./own.yaml",
    "check --params nowhere",
)


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """Return what each refusal left in the process, one after the other in one process."""
    folder = tmp_path_factory.mktemp("own")
    for name in ("own.yaml", "place.yaml", "study.yaml"):
        (folder / name).write_text("question: nothing that holds\n", encoding="utf-8")
    ended = typed_apart(*REFUSALS, program=SEEN, folder=folder)
    return {line: rest for line, *rest in (row.split("|") for row in ended.out.splitlines())}


@pytest.mark.parametrize("line", REFUSALS)
def test_a_refused_command_loads_nothing_slow(seen, line):
    code, *loaded = seen[line]
    assert int(code) == REFUSED
    assert loaded == []
