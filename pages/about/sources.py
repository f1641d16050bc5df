"""Where do the numbers come from?"""

from components import answers, frame, inventory, notes, provenance, selection, wording
from data_loaders import cached, embedded, pulled
from equity import geography
from equity.indicators import indicator

offer = cached.offer()
seen = selection.current(offer)
shown, level = indicator(seen.indicator), geography.level(seen.level)
origin = provenance.of(cached.source(seen.indicator, seen.level, seen.year, seen.group), year=seen.year)

frame.question("Where do the numbers come from?")
frame.lead(
    "What ships with the app is built from published packages whose contents are checked against the "
    "fingerprints below. What was pulled is traced to each request. Each source keeps its own license "
    "and its own limits."
)
frame.section("The numbers you were looking at")
frame.lead(f"{answers.title(shown, seen.group, offer.areas[seen.within], origin)}, by {level.one}.")
notes.source(origin)
for note, asked in pulled.requests(seen.indicator, seen.level, seen.year):
    what = inventory.of_pull(note, cached.states())
    table = inventory.of_requests(f"these numbers: {what}", pulled.replies(asked))
    notes.numbers(table, label=f"{what}: {wording.counted(len(asked), 'request', 'requests')}")

for note in pulled.pulls():
    what = inventory.of_pull(note, cached.states())
    table = inventory.of_requests(what, pulled.replies(note.requests))
    notes.numbers(table, label=f"Pulled: {what}")

for source in cached.sources():
    frame.section(source.title)
    notes.source_card(source)

frame.section("The files that ship with the app")
manifest = embedded.manifest()
notes.table(inventory.of_files(manifest["files"] | manifest["outlines"]))
