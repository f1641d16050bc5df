"""Internet and telephone: who cannot be reached, or cannot reach a service, from a distance."""

from equity.indicators._indicator import Columns, Indicator, Lines

_SINCE_2013 = (
    "The survey first asked in 2013: the periods ending in 2011 and 2016 have no answer, and the zeros that "
    "the source writes for 2016 are left out."
)

NO_BROADBAND = Indicator(
    id="no_broadband",
    label="Households without broadband internet",
    short="No broadband",
    topic="digital",
    universe="Households",
    unit="share",
    better="lower",
    acs=Lines(table="B28002", numerator=(3, 11, 12, 13), denominator=(1,)),
    columns={
        "nyc_acs": Columns(
            numerator=("Households with a broadband Internet subscription",),
            denominator="Total households",
            is_remainder=True,
            not_asked=(2011, 2016),
        ),
        "county_acs_2019": Columns(numerator=("B28002_004E",), denominator="B28002_001E", is_remainder=True),
    },
    caveats=(_SINCE_2013, "A data plan on a telephone counts as broadband."),
    question="Where are households without broadband?",
)
NO_COMPUTER = Indicator(
    id="no_computer",
    label="Households without any computer",
    short="No computer",
    topic="digital",
    universe="Households",
    unit="share",
    better="lower",
    acs=Lines(table="B28001", numerator=(11,), denominator=(1,)),
    columns={
        "nyc_acs": Columns(
            numerator=("Households with a computer",),
            denominator="Total households",
            is_remainder=True,
            not_asked=(2011, 2016),
        )
    },
    caveats=(_SINCE_2013, "A smartphone or tablet counts as a computer."),
    question="Where are households without any computer?",
)
NO_TELEPHONE = Indicator(
    id="no_telephone",
    label="Households without telephone service",
    short="No telephone",
    topic="digital",
    universe="Households",
    unit="share",
    better="lower",
    acs=Lines(table="B25043", numerator=(7, 16), denominator=(1,)),
    columns={
        "nyc_acs": Columns(
            numerator=("Households with no telephone service available",), denominator="Total households"
        )
    },
    caveats=("Rare: in most neighborhoods the margin of error is as large as the share.",),
    question="Where can households not be reached by telephone?",
)
NO_INTERNET = Indicator(
    id="no_internet",
    label="Households without any internet access",
    short="No internet",
    topic="digital",
    universe="Households",
    unit="share",
    better="lower",
    acs=Lines(table="B28002", numerator=(13,), denominator=(1,)),
    caveats=("A data plan on a telephone counts as access.",),
    question="Where are households without internet?",
)
CELLULAR_ONLY = Indicator(
    id="cellular_only",
    label="Households whose only internet is a telephone's data plan",
    short="Telephone data only",
    topic="digital",
    universe="Households",
    unit="share",
    better="lower",
    acs=Lines(table="B28002", numerator=(6,), denominator=(1,)),
    question="Where do households rely on a telephone's data plan?",
)
SMARTPHONE_ONLY = Indicator(
    id="smartphone_only",
    label="Households whose only computer is a smartphone",
    short="Smartphone only",
    topic="digital",
    universe="Households",
    unit="share",
    better="lower",
    acs=Lines(table="B28001", numerator=(6,), denominator=(1,)),
    question="Where is a smartphone the only computer?",
)
OLDER_PEOPLE_WITHOUT_BROADBAND = Indicator(
    id="older_people_without_broadband",
    label="People aged 65 and over without broadband or a computer",
    short="No broadband, 65 and over",
    topic="digital",
    universe="People aged 65 and over in households",
    unit="share",
    better="lower",
    acs=Lines(table="B28005", numerator=(16, 18, 19), denominator=(14,)),
    question="Where are older people without broadband?",
)
PEOPLE_WITHOUT_BROADBAND = Indicator(
    id="people_without_broadband",
    label="People without broadband and a computer at home",
    short="No broadband (people)",
    topic="digital",
    universe="People in households",
    unit="share",
    better="lower",
    acs_by_race=Lines(table="B28009", numerator=(3, 5, 6), denominator=(1,)),
    caveats=("Published by race and ethnicity; counts people, not households.",),
    question="Who lives without broadband?",
)
PEOPLE_WITHOUT_INTERNET = Indicator(
    id="people_without_internet",
    label="People without an internet subscription or a computer at home",
    short="No internet (people)",
    topic="digital",
    universe="People in households",
    unit="share",
    better="lower",
    acs_by_race=Lines(table="B28009", numerator=(5, 6), denominator=(1,)),
    caveats=("Published by race and ethnicity; counts people, not households.",),
    question="Who lives without internet?",
)
PEOPLE_WITHOUT_COMPUTER = Indicator(
    id="people_without_computer",
    label="People without any computer at home",
    short="No computer (people)",
    topic="digital",
    universe="People in households",
    unit="share",
    better="lower",
    acs_by_race=Lines(table="B28009", numerator=(6,), denominator=(1,)),
    caveats=("Published by race and ethnicity; counts people, not households.",),
    question="Who lives without any computer?",
)
