"""The home itself: how crowded, how old, and what it lacks."""

from equity.indicators._indicator import Indicator, Lines

CROWDING = Indicator(
    id="crowding",
    label="Households with more than one person a room",
    short="Crowding",
    topic="homes",
    universe="Households",
    unit="share",
    better="lower",
    acs=Lines(table="B25014", numerator=(5, 6, 7, 11, 12, 13), denominator=(1,)),
    acs_by_race=Lines(table="B25014", numerator=(3,), denominator=(1,)),
    caveats=("All rooms count, kitchens too; bathrooms and halls do not.",),
    question="Where do too many people share a home?",
)
LACKING_PLUMBING = Indicator(
    id="lacking_plumbing",
    label="Homes without complete plumbing",
    short="No plumbing",
    topic="homes",
    universe="Homes that are lived in",
    unit="share",
    better="lower",
    acs=Lines(table="B25048", numerator=(3,), denominator=(1,)),
    caveats=("Complete is hot and cold running water and a bathtub or shower. Rare: the margins are wide.",),
    question="Where do homes lack running water?",
)
LACKING_KITCHEN = Indicator(
    id="lacking_kitchen",
    label="Homes without a complete kitchen",
    short="No kitchen",
    topic="homes",
    universe="Homes that are lived in",
    unit="share",
    better="lower",
    acs=Lines(table="B25052", numerator=(3,), denominator=(1,)),
    caveats=(
        "Complete is a sink with a faucet, a stove or range, and a refrigerator. Rare: the margins are wide.",
    ),
    question="Where do homes lack a kitchen?",
)
BUILT_BEFORE_1980 = Indicator(
    id="built_before_1980",
    label="Homes built before 1980",
    short="Built before 1980",
    topic="homes",
    universe="Homes, lived in or not",
    unit="share",
    better="lower",
    acs=Lines(table="B25034", numerator=(7, 8, 9, 10, 11), denominator=(1,)),
    caveats=("Lead was banned from house paint in 1978: an old home may hold some, but need not.",),
    question="Where may old homes hold lead paint?",
)
VACANT_HOMES = Indicator(
    id="vacant_homes",
    label="Vacant homes",
    short="Vacant",
    topic="homes",
    universe="Homes, lived in or not",
    unit="share",
    better="lower",
    acs=Lines(table="B25002", numerator=(3,), denominator=(1,)),
    caveats=("Holiday homes count as vacant.",),
    question="Where do homes stand empty?",
)
MOBILE_HOMES = Indicator(
    id="mobile_homes",
    label="Mobile homes",
    short="Mobile homes",
    topic="homes",
    universe="Homes, lived in or not",
    unit="share",
    better="lower",
    acs=Lines(table="B25024", numerator=(10,), denominator=(1,)),
    question="Where do people live in mobile homes?",
)
LARGE_BUILDINGS = Indicator(
    id="large_buildings",
    label="Homes in buildings of 10 homes or more",
    short="Large buildings",
    topic="homes",
    universe="Homes, lived in or not",
    unit="share",
    better="neutral",
    acs=Lines(table="B25024", numerator=(7, 8, 9), denominator=(1,)),
    question="Where are homes in large buildings?",
)
