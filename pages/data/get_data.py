"""How do I get the data of my own community?"""

from functools import partial

from components import data_request, frame, inventory, notes
from data_loaders import background, cached, pull, pulled

frame.question("How do I get the data of my own community?")
frame.lead(
    "Pull the numbers of any State from those who publish them: for census tracts, by race and ethnicity, "
    "with margins of error and with the shapes for the map. They are kept in a folder, so that you can take "
    "them to a room without Wi-Fi."
)
folder = pulled.folder()
frame.section("What do you want?")
chosen = data_request.wanted(
    {
        source_id: data_request.OnOffer(
            declared=declared,
            levels=pull.levels_of(source_id),
            years=pull.years_of(source_id),
            indicators=pull.in_survey(source_id),
            needs_key=pull.needs_key(source_id),
        )
        for source_id, declared in pull.sources().items()
    },
    cached.states(),
)
request = pull.Request(
    source=chosen.source,
    area=pull.area(chosen.level, chosen.state),
    year=chosen.year,
    indicators=chosen.indicators,
    by_race=chosen.by_race,
)
data_request.announced(pull.plan(request))
key = data_request.key(
    needed=pull.needs_key(chosen.source), is_set=cached.own_key() is not None, signup=pull.KEY_SIGNUP
)
work = data_request.worked_on(
    partial(background.started, request, key=key or cached.own_key(), folder=folder),
    is_possible=folder is not None,
)
data_request.ended(work, cached.offer())

notes.show(inventory.of_pulls(pulled.pulls(), cached.states()))
notes.remark(pulled.where())
