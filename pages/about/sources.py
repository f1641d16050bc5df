"""Where do the numbers come from?"""

from components import frame, notes, numbers
from data_loaders import cached, embedded

frame.question("Where do the numbers come from?")
frame.lead(
    "Everything shown without a network ships with the app, built from published packages whose contents are "
    "checked against the fingerprints below. Each source keeps its own license and its own limits."
)
for source in cached.sources():
    frame.section(source.title)
    notes.source_card(source)

frame.section("The files that ship with the app")
notes.table(numbers.of_files(embedded.manifest()["files"]))
