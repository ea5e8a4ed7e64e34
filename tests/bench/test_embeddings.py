"""The benchmark of embeddings measures a search that finds what an exact comparison finds."""

import argparse

from bench import embeddings


def test_every_figure_is_there_and_nothing_is_missed():
    parser = argparse.ArgumentParser()
    embeddings.add_arguments(parser)
    options = ["--count", "900", "--dimension", "64", "--queries", "3", "--shares", "0.3", "1"]
    figures = embeddings.run(parser.parse_args(options))
    assert figures["bytes each"] == 128
    some, everybody = (value for name, value in figures.items() if name.startswith("match set of"))
    assert "match set of 100 %" in figures
    for each in (some, everybody):
        assert each["recall@10 against exact"] == 1
        assert each["times one look"] > 0
