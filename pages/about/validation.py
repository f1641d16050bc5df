"""Does the model give what was published?"""

from components import frame, notes, validation
from data_loaders import cached_levers

targets = cached_levers.validation()

frame.question("Does the model give what was published?")
frame.lead(validation.answer(targets))
notes.listed(validation.kinds(targets))
notes.show(validation.table(targets))
frame.section("What this does not show")
notes.listed(validation.LIMITS)
