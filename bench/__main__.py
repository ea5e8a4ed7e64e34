"""Which benchmark is meant, and where do its figures go?

``python -m bench NAME [options]`` runs ``bench/NAME.py``. Such a module offers two functions:

``add_arguments(parser)``
    adds its own options to an ``argparse.ArgumentParser``;
``run(args) -> dict``
    measures, may print as it goes, and returns its figures: plain values under short names,
    or dictionaries of such values.

The figures are printed, the last line of the output is the same as one line of JSON, and the
benchmark's own section of ``bench/RESULTS.md`` is rewritten. Modules whose name begins with an
underscore are parts of the benchmarks and not benchmarks.
"""

import argparse
import difflib
import importlib
import json
import pkgutil
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from bench._results import RESULTS, flat, rewrite_section

HERE = Path(__file__).parent


def names() -> list[str]:
    """The benchmarks there are, in alphabetical order."""
    found = (module.name for module in pkgutil.iter_modules([str(HERE)]))
    return sorted(name for name in found if not name.startswith("_"))


def main(argv: Sequence[str] | None = None) -> int:
    """Run one benchmark; returns the exit status, 2 for an unknown name."""
    words = list(sys.argv[1:] if argv is None else argv)
    known = names()
    if not words or words[0] in {"-h", "--help"}:
        print(f"python -m bench NAME [options], where NAME is one of: {', '.join(known)}")
        return 0 if words else 2
    name = words[0]
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        print(f"There is no benchmark {name}.{hint} There are: {', '.join(known)}", file=sys.stderr)
        return 2
    return _run(name, words[1:])


def _run(name: str, options: list[str]) -> int:
    module = importlib.import_module(f"bench.{name}")
    parser = argparse.ArgumentParser(prog=f"python -m bench {name}", description=module.__doc__)
    parser.add_argument("--results", type=Path, default=RESULTS, help="the page to write to")
    parser.add_argument("--section", default=name, help="the section of that page")
    parser.add_argument("--no-results", action="store_true", help="print only, keep the page")
    module.add_arguments(parser)
    args = parser.parse_args(options)
    figures = module.run(args)
    for label, value in flat(figures):
        print(f"{label:<48} {value}")
    if not args.no_results:
        command = shlex.join(["python", "-m", "bench", name, *options])
        rewrite_section(args.results, args.section, command, figures)
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
