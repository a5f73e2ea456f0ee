"""make bench: run every benchmark, or those named."""

import importlib
import sys

ALL = ("serving", "matching", "alerts", "page", "chaos", "replicas", "day")

if __name__ == "__main__":
    for name in sys.argv[1:] or ALL:
        if name not in ALL:
            sys.exit(f"there is no benchmark '{name}'; choose from {', '.join(ALL)}")
        print(f"\n== {name}", flush=True)
        importlib.import_module(f"benchmarks.{name}").run()
