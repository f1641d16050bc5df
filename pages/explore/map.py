"""Where is the burden, and how sure are we?"""

from dataclasses import replace
from functools import partial

import streamlit as st

from components import answers, controls, deck_map, frame, maps, notes, numbers, provenance, selection, years
from data_loaders import cached
from equity import geography
from equity.indicators import indicator

offer = cached.offer()
seen = selection.current(offer)
shown, level = indicator(seen.indicator), geography.level(seen.level)

places = cached.places(seen.level, seen.year)
joined = cached.joined(seen.indicator, seen.level, seen.year, seen.group)
here = cached.here(seen.indicator, seen.level, seen.year, seen.group, seen.within)
origin = provenance.of(cached.source(seen.indicator, seen.level, seen.year, seen.group), year=seen.year)

above = st.container(key="above_the_map")  # filled after the map, which readers wait for
others = cached.other_years(seen.indicator, seen.level, seen.year, seen.group, seen.within)
beside, two = controls.beside(others)
other = cached.measured(seen.indicator, seen.level, beside, seen.group) if beside else None

title = answers.title(shown, seen.group, offer.areas[seen.within], origin)
draw = partial(
    maps.choropleth,
    joined.table,
    places,
    shown,
    level=level,
    title=title,
    provenance=origin,
    outlines=cached.outline_url(seen.level, seen.year),
    within=seen.within,
    other_year=None if other is None else (seen.year, beside, other),
)
plain = partial(cached.made, "map", (replace(seen, place=None), beside), draw)
picture = cached.made("map with its place", (seen, beside), lambda: plain().selecting(seen.place))
click = partial(controls.choose_place, seen, offer)
deck_map.show(picture, key="map", on_click=click, two=two, lit=controls.lit(), on_light=controls.light)
frame.lead(picture.change)
with above:
    frame.question(answers.question(shown, seen.group))
    whole = cached.whole(seen.indicator, seen.within, seen.year, seen.group)
    answer = partial(answers.of_map, here, shown, level, place=seen.place, whole=whole)
    frame.lead(cached.made("answer", seen, answer))
    deck_map.comes_first()
    controls.what_and_where(seen, offer, finds_place=True, other_years=others)

count = partial(numbers.of_map, here, shown, level, title=title, alt=picture.alt, provenance=origin)
of_both = partial(years.with_other, other=other, year=beside, unit=shown.unit)
notes.numbers_of(title, lambda: count() if other is None else of_both(count()))
notes.source(origin, cached.made("certainty", seen, partial(notes.how_sure, shown, here, level)))
notes.unmatched(joined)
