"""Language and origin: who needs information in another language, and where people come from."""

from equity.indicators._indicator import Columns, Indicator, Lines

_SPEAKERS = "Population 5 years and over"

LIMITED_ENGLISH = Indicator(
    id="limited_english",
    label="People who speak English less than very well",
    short="Limited English",
    topic="language_and_origin",
    universe="People aged 5 and over",
    unit="share",
    better="neutral",
    acs=Lines(table="C16001", numerator=(5, 8, 11, 14, 17, 20, 23, 26, 29, 32, 35, 38), denominator=(1,)),
    acs_by_race=Lines(table="B16005", numerator=(6, 11), denominator=(1,)),
    columns={
        "nyc_acs": Columns(numerator=('Speak English less than "very well"',), denominator=_SPEAKERS),
    },
    caveats=("People judge their own English, and one person often answers for the household.",),
    question="Where do people need information in another language than English?",
)
FOREIGN_BORN = Indicator(
    id="foreign_born",
    label="People born outside the United States",
    short="Foreign-born",
    topic="language_and_origin",
    universe="Residents",
    unit="share",
    better="neutral",
    acs=Lines(table="B05002", numerator=(13,), denominator=(1,)),
    columns={"nyc_acs": Columns(numerator=("Foreign born",), denominator="Total population")},
    caveats=("Births to American parents abroad and in Puerto Rico or the island areas are not counted.",),
    question="Where do people who came from abroad live?",
)
NOT_CITIZENS = Indicator(
    id="not_citizens",
    label="People born abroad who are not U.S. citizens",
    short="Not citizens",
    topic="language_and_origin",
    universe="People born outside the United States",
    unit="share",
    better="neutral",
    columns={"nyc_acs": Columns(numerator=("Not a U.S. citizen",), denominator="Foreign born")},
    caveats=("Says nothing of anybody's legal status. Many who are not citizens are lawful residents.",),
    question="Where do people live who may be barred from benefits by citizenship?",
)
ENTERED_2010_OR_LATER = Indicator(
    id="entered_2010_or_later",
    label="People born abroad who came in 2010 or later",
    short="Came since 2010",
    topic="language_and_origin",
    universe="People who entered the United States after birth",
    unit="share",
    better="neutral",
    columns={
        "nyc_acs": Columns(
            numerator=("Entered U.S. 2010 or later",),
            denominator="Entered the U.S. after birth",
            not_published=(2011,),
        )
    },
    caveats=("The same words cover more years in a later period: it grows by itself.",),
    question="Where have people newly arrived from abroad?",
)


def _spoken(
    indicator_id: str, language: str, short: str, column: str, *, acs: Lines | None = None
) -> Indicator:
    return Indicator(
        id=indicator_id,
        label=f"People who speak {language} at home",
        short=short,
        topic="language_and_origin",
        universe="People aged 5 and over",
        unit="share",
        better="neutral",
        columns={
            "nyc_acs": Columns(
                numerator=(f"Speak {column} at home",), denominator=_SPEAKERS, not_published=(2011,)
            )
        },
        acs=acs,
        caveats=("Speaking a language at home does not mean speaking little English.",),
        question=f"Where is {language} spoken at home?",
    )


ENGLISH_ONLY = _spoken("english_only", "only English", "Only English", "only English")
SPANISH_AT_HOME = _spoken(
    "spanish_at_home",
    "Spanish",
    "Spanish",
    "Spanish",
    acs=Lines(table="C16001", numerator=(3,), denominator=(1,)),
)
CHINESE_AT_HOME = _spoken(
    "chinese_at_home",
    "Chinese",
    "Chinese",
    "Chinese (incl. Mandarin, Cantonese)",
    acs=Lines(table="C16001", numerator=(21,), denominator=(1,)),
)
SLAVIC_AT_HOME = _spoken(
    "slavic_at_home",
    "Russian, Polish or another Slavic language",
    "Slavic languages",
    "Russian, Polish, or other Slavic languages",
)
FRENCH_AT_HOME = _spoken(
    "french_at_home", "French, Haitian or Cajun", "French or Haitian", "French, Haitian, or Cajun"
)
ARABIC_AT_HOME = _spoken("arabic_at_home", "Arabic", "Arabic", "Arabic")
KOREAN_AT_HOME = _spoken("korean_at_home", "Korean", "Korean", "Korean")
INDO_EUROPEAN_AT_HOME = _spoken(
    "indo_european_at_home",
    "another Indo-European language (such as Bengali or Urdu)",
    "Other Indo-European",
    "other Indo-European languages",
)
LIMITED_ENGLISH_HOUSEHOLDS = Indicator(
    id="limited_english_households",
    label="Households where nobody speaks English very well",
    short="Limited English households",
    topic="language_and_origin",
    universe="Households",
    unit="share",
    better="neutral",
    acs=Lines(table="C16002", numerator=(4, 7, 10, 13), denominator=(1,)),
    caveats=("Nobody aged 14 or over speaks only English or speaks it very well.",),
    question="Where do whole households need information in another language?",
)
NONCITIZENS = Indicator(
    id="noncitizens",
    label="Residents who are not U.S. citizens",
    short="Noncitizens",
    topic="language_and_origin",
    universe="Residents",
    unit="share",
    better="neutral",
    acs=Lines(table="B05002", numerator=(21,), denominator=(1,)),
    acs_by_race=Lines(table="B05003", numerator=(7, 12, 18, 23), denominator=(1,)),
    caveats=("Says nothing of anybody's legal status. Many who are not citizens are lawful residents.",),
    question="How many residents are not citizens?",
)
