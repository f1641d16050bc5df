"""Where do high, or low, values lie together?"""

import streamlit as st

from components import answers, controls, deck_map, frame, maps, notes, numbers, provenance, selection
from data_loaders import cached, cached_findings
from equity import geography
from equity.indicators import indicator

offer = cached.rate_offer(by_group=True)
seen = selection.current(offer)
shown, level = indicator(seen.indicator), geography.level(seen.level)
area = offer.areas[seen.within]
view = (seen.indicator, seen.level, seen.within, seen.year, seen.group)

here = cached.here(seen.indicator, seen.level, seen.year, seen.group, seen.within)
found = cached_findings.hot_spots(*view)
origin = provenance.of(cached.source(seen.indicator, seen.level, seen.year, seen.group), year=seen.year)
title = f"Hot spots: {answers.title(shown, seen.group, area, origin)}"

above = st.container(key="above_the_map")
with above:
    frame.question("Where do high, or low, values lie together?")
    frame.lead(answers.of_clusters(found, level, area, shown))

picture = maps.of_clusters(
    found,
    cached.places(seen.level, seen.year),
    shown,
    level=level,
    title=title,
    provenance=origin,
    outlines=cached.outline_url(seen.level, seen.year),
    within=seen.within,
).selecting(seen.place)
deck_map.show(picture, key="hot_spots", on_click=lambda geoid: selection.choose(seen, offer, place=geoid))
with above:
    deck_map.comes_first()
    controls.what_and_where(seen, offer, finds_place=True)
notes.numbers(numbers.of_clusters(found, shown, level, title=title, alt=picture.alt, provenance=origin))
notes.remark(answers.how_clustered(found, level))
notes.remark(answers.islands(found, level))
frame.section("Who is missing")
missing = numbers.of_missing(found.missing, title=title, one=level.one, many=level.many, provenance=origin)
notes.missing(missing)
notes.source_and_certainty(shown, here, level=level, provenance=origin)
