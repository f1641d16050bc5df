"""Which places differ by more than chance?"""

from components import answers, charts, controls, frame, notes, provenance, selection
from data_loaders import cached
from equity import comparison, extremes, geography
from equity.indicators import indicator

offer = cached.offer()
seen = selection.current(offer)
shown, level = indicator(seen.indicator), geography.level(seen.level)

measured = cached.measured(seen.indicator, seen.level, seen.year, seen.group)
joined = geography.join(measured, cached.places(seen.level, seen.year))
here = geography.inside(joined.table, seen.within)
chosen = geography.rows_of(here, seen.places or extremes.to_start_with(here))
whole = cached.whole(seen.indicator, seen.within, seen.year, seen.group)
origin = provenance.of(cached.source_of(measured), year=seen.year)
verdicts = comparison.against(chosen, whole)

frame.question("Which places differ by more than chance?")
frame.lead(answers.of_comparison(verdicts, offer.areas[seen.within]))
controls.what_and_where(seen, offer)
controls.several_places(seen, offer)

notes.show(
    charts.dots(
        chosen,
        title=answers.title(shown, seen.group, offer.areas[seen.within], origin),
        measure=shown.short,
        unit=shown.unit,
        provenance=origin,
        reference=answers.reference(whole),
    )
)
notes.verdicts("Against the area as a whole", verdicts, shown)
notes.verdicts("Each against each", comparison.compare(chosen), shown)

notes.source(origin, shown)
notes.how_sure(chosen, level)
