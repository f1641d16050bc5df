"""Builds assets/pack, the real data that ship with the app, from pinned and hash-checked packages.

`python -m data_loaders.pack` rebuilds it, byte for byte; `--check` says whether the committed pack equals the
rebuild. Neither belongs to starting or testing the app: the packages weigh about 110 MB.

Each file that declares a `SOURCE` (or `SOURCES`) turns one source into the tidy schema of `equity.tables`;
the order of the walk is `packages`, the sources, `places`, `shapes`, `manifest`, `__main__`.
"""
