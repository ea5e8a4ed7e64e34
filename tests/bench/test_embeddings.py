"""The benchmark of embeddings measures a search that finds what an exact comparison finds."""

import argparse

from bench import embeddings


def test_every_figure_is_there_and_nothing_is_missed():
    parser = argparse.ArgumentParser()
    embeddings.add_arguments(parser)
    options = ["--count", "900", "--dimension", "64", "--queries", "3", "--share", "0.3"]
    figures = embeddings.run(parser.parse_args(options))
    assert figures["recall@10 against exact"] == 1
    assert figures["bytes each"] == 128
    assert 20 < figures["in the match set, %"] < 40
    assert figures["times one look"] > 0
