"""Language and origin: who needs information in another language, and where people come from."""

from equity.indicators._indicator import Columns, Indicator

_SPEAKERS = "Population 5 years and over"

LIMITED_ENGLISH = Indicator(
    id="limited_english",
    label="People who speak English less than very well",
    short="Limited English",
    topic="language_and_origin",
    universe="People aged 5 and over",
    unit="share",
    better="neutral",
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


def _spoken(indicator_id: str, language: str, column: str) -> Indicator:
    return Indicator(
        id=indicator_id,
        label=f"People who speak {language} at home",
        short=f"{language} at home",
        topic="language_and_origin",
        universe="People aged 5 and over",
        unit="share",
        better="neutral",
        columns={
            "nyc_acs": Columns(
                numerator=(f"Speak {column} at home",), denominator=_SPEAKERS, not_published=(2011,)
            )
        },
        caveats=("Speaking a language at home does not mean speaking little English.",),
        question=f"Where is {language} spoken at home?",
    )


ENGLISH_ONLY = _spoken("english_only", "only English", "only English")
SPANISH_AT_HOME = _spoken("spanish_at_home", "Spanish", "Spanish")
CHINESE_AT_HOME = _spoken("chinese_at_home", "Chinese", "Chinese (incl. Mandarin, Cantonese)")
SLAVIC_AT_HOME = _spoken(
    "slavic_at_home",
    "Russian, Polish or another Slavic language",
    "Russian, Polish, or other Slavic languages",
)
FRENCH_AT_HOME = _spoken("french_at_home", "French, Haitian or Cajun", "French, Haitian, or Cajun")
ARABIC_AT_HOME = _spoken("arabic_at_home", "Arabic", "Arabic")
KOREAN_AT_HOME = _spoken("korean_at_home", "Korean", "Korean")
INDO_EUROPEAN_AT_HOME = _spoken(
    "indo_european_at_home",
    "another Indo-European language, such as Bengali or Urdu",
    "other Indo-European languages",
)
