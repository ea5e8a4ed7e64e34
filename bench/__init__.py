"""How fast and how right is it, on this machine, today? One module a benchmark, run by `python -m bench NAME`."""
