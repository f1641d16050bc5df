"""What stands out in one community?"""

from components import answers, charts, controls, frame, notes, provenance, selection
from data_loaders import cached
from equity import geography, standouts
from equity.indicators import INDICATORS, indicator

offer = cached.offer()
seen = selection.current(offer)
shown, level = indicator(seen.indicator), geography.level(seen.level)

places = cached.places(seen.level, seen.year)
place = geography.row_of(places, seen.place) or geography.largest(geography.inside(places, seen.within))
parent = cached.parent(place)
found = standouts.of(cached.profile(seen.level, place["geoid"]), cached.profile(*parent.key), INDICATORS)

frame.question(f"What stands out in {place['name']}?")
frame.lead(answers.of_standouts(found, name=place["name"], parent_name=parent.name))
controls.what_and_where(seen, offer, topic=False)
controls.one_place(seen, offer)
