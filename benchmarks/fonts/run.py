"""`python -m benchmarks.fonts`: makes the pages and prints how well they are read."""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections.abc import Sequence

from .maker import CACHE, make


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.fonts", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a fixed sample, in less than two minutes")
    parser.add_argument("--only", default="", help="a regular expression for family-language-source-layout")
    parser.add_argument("--make-only", action="store_true", help="make the pages and stop")
    asked = parser.parse_args(arguments)
    logging.disable(logging.WARNING)
    begun = time.perf_counter()
    pages, missing = make(asked.quick, asked.only)
    print(f"{len(pages)} garbled pages in {CACHE} ({time.perf_counter() - begun:.0f} s)", file=sys.stderr)
    for row in missing:
        print(f"  not made: {row}", file=sys.stderr)
    return 0
