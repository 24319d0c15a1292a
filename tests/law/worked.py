"""The worked cases: named when tests are collected, each file read when a case of it is tried."""

import re
from functools import cache
from pathlib import Path

import pytest
from ruamel.yaml import YAML

CASES_AT = Path(__file__).parent / "cases"
NAME = re.compile(r"^- name: (.+)$", re.M)


def named(*files):
    """Return a parameter for every case of some files: its file and its place there."""
    return [
        pytest.param((file, place), id=name)
        for file in files
        for place, name in enumerate(NAME.findall(_text(file)))
    ]


@cache
def cases_in(file):
    """Return the cases of a file."""
    return YAML(typ="safe").load(_text(file))


def _text(file):
    return (CASES_AT / f"{file}.yaml").read_text(encoding="utf-8")
