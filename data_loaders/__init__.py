"""The only code that reads a disk or a network: it turns sources into the tidy tables of `equity.tables`.

`embedded` reads the real data that ship in assets/pack. `cached` gives the same answers to a page, kept in
memory. `pack` builds assets/pack from pinned packages; the app never runs it.
"""
