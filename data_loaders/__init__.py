"""The only code that reads a disk or a network: it turns sources into the tidy tables of `equity.tables`.

`embedded` reads the real data that ship in assets/pack, `pulled` those that were pulled into a folder, and
`holdings` both. What is `cached` gives the same answers to a page, kept in memory: tables, findings, levers.
`pull` is the front door of everything that reads the network, one module a source. `pack` builds assets/pack
from pinned packages; the app never runs it.
"""
