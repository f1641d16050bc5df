"""Internet and telephone: who cannot be reached, or cannot reach a service, from a distance."""

from equity.indicators._indicator import Columns, Indicator

_SINCE_2013 = (
    "The survey first asked in 2013: the periods ending in 2011 and 2016 have no answer. (The source writes "
    "zeros for 2016; they are left out.)"
)

NO_BROADBAND = Indicator(
    id="no_broadband",
    label="Households without broadband internet",
    short="No broadband",
    topic="digital",
    universe="Households",
    unit="share",
    better="lower",
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
    columns={
        "nyc_acs": Columns(
            numerator=("Households with no telephone service available",), denominator="Total households"
        )
    },
    caveats=("Rare: in most neighborhoods the margin of error is as large as the share.",),
    question="Where can households not be reached by telephone?",
)
