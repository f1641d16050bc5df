"""What stands out in one community?"""

from components import answers, charts, controls, frame, notes, numbers, provenance, selection
from data_loaders import cached
from equity import geography, standouts
from equity.indicators import INDICATORS, indicator

offer = cached.offer()
seen = selection.current(offer)
shown, level = indicator(seen.indicator), geography.level(seen.level)

here = cached.here(seen.indicator, seen.level, seen.year, seen.group, seen.within)
place = geography.row_of(here, seen.place) or geography.largest(here)
name = place["name"]
parent_level, parent_id, parent = cached.parent(seen.level, place["parent_geoid"], seen.year, seen.within)
whole_name = geography.with_article(parent)
found = standouts.of(
    cached.profile(seen.level, place["geoid"]), cached.profile(parent_level, parent_id), INDICATORS
)
origin = provenance.of(cached.source(seen.indicator, seen.level, seen.year, seen.group), year=seen.year)
whole = cached.whole(seen.indicator, seen.within, seen.year, seen.group)

frame.question(f"What stands out in {name}?")
frame.lead(answers.of_standouts(found, name=name, parent_name=parent))
controls.where(seen, offer)

worse, better, neither, alike, untested = (
    numbers.of_standouts(pairs, title=title, here=name, parent=parent, provenance=origin)
    for title, pairs in (
        (f"Worse than in {whole_name}, by more than chance", standouts.toward(found, "worse")),
        (f"Better than in {whole_name}, by more than chance", standouts.toward(found, "better")),
        (f"Different from {whole_name}, neither better nor worse", standouts.toward(found, "neutral")),
        (f"Cannot be told apart from {whole_name}", found.not_told_apart),
        ("Not tested", found.left_out),
    )
)
notes.show(worse)
notes.show(better)
for table in (neither, alike, untested):
    label = f"{table.title}: {table.table.height}"
    notes.numbers(table, label=label, is_open=found.ranked.is_empty())

frame.section("One thing, among all places")
controls.what(seen, offer)
notes.show(
    charts.distribution(
        here,
        title=answers.title(shown, seen.group, offer.areas[seen.within], origin),
        measure=shown.label,
        unit=shown.unit,
        many=level.many,
        provenance=origin,
        chosen=place["geoid"],
        reference=answers.reference(whole),
    )
)
notes.source_and_certainty(shown, here, level=level, provenance=origin)
