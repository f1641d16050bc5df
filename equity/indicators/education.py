"""Education: the schooling that adults have, and who is in school."""

from equity.indicators._indicator import Columns, Indicator, Lines

_ADULTS = "Population 25 years and over"
_AGE = "A place where many older or newly arrived people live has lower shares: schools there may be as good."

NO_HIGH_SCHOOL_DIPLOMA = Indicator(
    id="no_high_school_diploma",
    label="Adults without a high school diploma",
    short="No diploma",
    topic="education",
    universe="People aged 25 and over",
    unit="share",
    better="lower",
    acs=Lines(
        table="B15003", numerator=(2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16), denominator=(1,)
    ),
    acs_by_race=Lines(table="C15002", numerator=(3, 8), denominator=(1,)),
    columns={
        "nyc_acs": Columns(
            numerator=("Less than 9th grade", "9th to 12th grade, no diploma"), denominator=_ADULTS
        )
    },
    caveats=(_AGE,),
    question="Where do adults have no high school diploma?",
)
LESS_THAN_9TH_GRADE = Indicator(
    id="less_than_9th_grade",
    label="Adults who left school before 9th grade",
    short="Before 9th grade",
    topic="education",
    universe="People aged 25 and over",
    unit="share",
    better="lower",
    columns={"nyc_acs": Columns(numerator=("Less than 9th grade",), denominator=_ADULTS)},
    caveats=(_AGE,),
    question="Where did adults leave school early?",
)
HIGH_SCHOOL_ONLY = Indicator(
    id="high_school_only",
    label="Adults whose highest schooling is high school",
    short="High school only",
    topic="education",
    universe="People aged 25 and over",
    unit="share",
    better="neutral",
    columns={"nyc_acs": Columns(numerator=("High school graduate",), denominator=_ADULTS)},
    question="Where did adults finish high school and go no further?",
)
BACHELORS_OR_HIGHER = Indicator(
    id="bachelors_or_higher",
    label="Adults with a bachelor's degree or more",
    short="Bachelor's or more",
    topic="education",
    universe="People aged 25 and over",
    unit="share",
    better="higher",
    acs=Lines(table="B15003", numerator=(22, 23, 24, 25), denominator=(1,)),
    acs_by_race=Lines(table="C15002", numerator=(6, 11), denominator=(1,)),
    columns={
        "nyc_acs": Columns(
            numerator=("Bachelor's degree", "Graduate or professional degree"), denominator=_ADULTS
        )
    },
    caveats=(_AGE,),
    question="Where do adults have a bachelor's degree?",
)
IN_COLLEGE = Indicator(
    id="in_college",
    label="College and graduate students among people in school",
    short="In college",
    topic="education",
    universe="People aged 3 and over who are in school",
    unit="share",
    better="neutral",
    columns={
        "nyc_acs": Columns(
            numerator=("Enrolled in college or graduate school",),
            denominator="Population 3 years and over, enrolled in school",
        )
    },
    question="Where do college students live?",
)
IN_SCHOOL = Indicator(
    id="in_school",
    label="People in school, from age 3",
    short="In school",
    topic="education",
    universe="People aged 3 and over",
    unit="share",
    better="neutral",
    acs=Lines(table="B14001", numerator=(2,), denominator=(1,)),
    caveats=("From nursery school to graduate school.",),
    question="Where do people go to school?",
)
DISCONNECTED_YOUTH = Indicator(
    id="disconnected_youth",
    label="People aged 16 to 19 who neither go to school nor work",
    short="Disconnected youth",
    topic="education",
    universe="People aged 16 to 19",
    unit="share",
    better="lower",
    acs=Lines(table="B14005", numerator=(10, 11, 14, 15, 24, 25, 28, 29), denominator=(1,)),
    caveats=("Few people: the margins are wide in small places.",),
    question="Where are young people out of school and out of work?",
)
