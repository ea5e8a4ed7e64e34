"""The benchmark runner finds benchmarks by name and rewrites only their own section."""

import json

import pytest

from bench.__main__ import main
from bench._results import rewrite_section


@pytest.fixture
def page(tmp_path):
    return tmp_path / "RESULTS.md"


def test_a_section_is_replaced_and_its_neighbours_are_kept(page):
    rewrite_section(page, "storing", "python -m bench storing", {"rows": 1})
    rewrite_section(page, "gateway", "python -m bench gateway", {"requests": 2})
    rewrite_section(page, "storing", "python -m bench storing", {"rows": 3})
    text = page.read_text()
    assert "| rows | 3 |" in text
    assert "| rows | 1 |" not in text
    assert "| requests | 2 |" in text
    assert text.index("<!-- storing -->") < text.index("<!-- gateway -->")


def test_words_that_a_person_wrote_between_sections_survive(page):
    page.write_text("# Measured\n\nMind the temperature.\n")
    rewrite_section(page, "storing", "python -m bench storing", {"rows": 1})
    rewrite_section(page, "storing", "python -m bench storing", {"rows": 2})
    assert "Mind the temperature." in page.read_text()


def test_nested_figures_become_rows_with_joined_names(page):
    rewrite_section(page, "x", "python -m bench x", {"size": {"100": {"p50": 0.12345}}})
    assert "| size · 100 · p50 | 0.1235 |" in page.read_text()


def test_an_unknown_name_is_refused_with_the_nearest_one(capsys):
    assert main(["extracton"]) == 2
    assert "Did you mean extraction?" in capsys.readouterr().err


def test_the_last_line_is_json_and_the_page_shows_the_command(page, capsys):
    options = ["--pictures", "2", "--repeats", "1", "--results", str(page)]
    assert main(["extraction", *options]) == 0
    last = capsys.readouterr().out.strip().splitlines()[-1]
    assert json.loads(last)["pictures"] == 2
    assert "python -m bench extraction --pictures 2" in page.read_text()
