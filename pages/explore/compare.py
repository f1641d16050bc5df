"""Which places differ by more than chance?"""

from components import answers, charts, controls, frame, notes, numbers, provenance, selection
from data_loaders import cached
from equity import comparison, extremes, geography, surroundings
from equity.indicators import indicator

offer = cached.offer()
seen = selection.current(offer)
shown, level = indicator(seen.indicator), geography.level(seen.level)
area = offer.areas[seen.within]

measured = cached.measured(seen.indicator, seen.level, seen.year, seen.group)
joined = cached.joined(seen.indicator, seen.level, seen.year, seen.group)
here = geography.inside(joined.table, seen.within)
chosen = geography.rows_of(here, seen.places or extremes.to_start_with(here))
whole = cached.whole(seen.indicator, seen.within, seen.year, seen.group)
origin = provenance.of(cached.source_of(measured), year=seen.year)
lived = surroundings.by_group(here, cached.residents_by_group(seen.level, seen.year))
against = comparison.against(chosen, whole)
pairs = comparison.compare(chosen)

frame.question("Which places differ by more than chance?")
frame.lead(answers.of_comparison(against, area))
controls.what_and_where(seen, offer)
controls.several_places(seen, offer)

notes.show(
    charts.dots(
        chosen,
        title=answers.title(shown, seen.group, area, origin),
        measure=shown.label,
        unit=shown.unit,
        provenance=origin,
        reference=answers.reference(whole),
    )
)
frame.section("Each against each")
notes.table(numbers.of_verdicts(pairs, shown, title="Each place against each other", provenance=origin))
frame.section(f"Each against {area}")
notes.table(numbers.of_verdicts(against, shown, title=f"Each place against {area}", provenance=origin))
notes.remark(
    "A place is part of the area around it, so this second test is approximate: it finds too few differences."
)
frame.section("Who lives where it is high?")
notes.show(
    charts.dots(
        lived,
        title=answers.lived_title(shown, level, area, origin),
        measure=f"{shown.label}, where the average member of the group lives",
        unit=shown.unit,
        provenance=origin,
        reference=answers.reference(whole),
    )
)
notes.remark(answers.ECOLOGICAL)
notes.remark(answers.left_out_of(lived))
notes.source_and_certainty(shown, chosen, level=level, provenance=origin)
