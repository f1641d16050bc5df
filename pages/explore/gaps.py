"""Which places are worse off by more than chance?"""

from components import answers, charts, controls, frame, notes, numbers, provenance, selection
from data_loaders import cached, cached_findings
from equity import geography
from equity.indicators import indicator

offer = cached.rate_offer(by_group=True)
seen = selection.current(offer)
shown, level = indicator(seen.indicator), geography.level(seen.level)
area = offer.areas[seen.within]

here = cached.here(seen.indicator, seen.level, seen.year, seen.group, seen.within)
found = cached_findings.gaps(seen.indicator, seen.level, seen.within, seen.year, seen.group)
origin = provenance.of(cached.source(seen.indicator, seen.level, seen.year, seen.group), year=seen.year)
title = answers.title(shown, seen.group, area, origin)

frame.question("Which places are worse off by more than chance?")
frame.lead(answers.of_gaps(found, level, area, shown))
controls.what_and_where(seen, offer)

for picture in charts.of_gaps(found, shown, area=area, title=title, provenance=origin):
    notes.show(picture)
notes.show(numbers.of_gaps(found, shown, area=area, title=f"Place by place: {title}", provenance=origin))
notes.remark(answers.how_found(found))
frame.section("Of all indicators, where are the widest gaps?")
widest = cached_findings.widest_gaps(seen.level, seen.within, seen.year)
notes.remark(answers.about_widest(widest, area))
notes.show(numbers.of_widest(widest, area=area, title=f"Widest gaps: {area}", provenance=origin))
frame.section("Who is missing")
missing = numbers.of_missing(found.missing, title=title, one=level.one, many=level.many, provenance=origin)
notes.missing(missing)
notes.source_and_certainty(shown, here, level=level, provenance=origin)
