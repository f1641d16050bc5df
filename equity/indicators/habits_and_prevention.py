"""Habits and prevention: what adults do, and which care they get in time, from a model."""

from equity.indicators._places import adults

SMOKING = adults(
    "smoking",
    "Adults who smoke",
    "Smoking",
    topic="habits_and_prevention",
    measure="CSMOKING",
    question="Where do adults smoke?",
)
BINGE_DRINKING = adults(
    "binge_drinking",
    "Adults who binge drink",
    "Binge drinking",
    topic="habits_and_prevention",
    measure="BINGE",
    question="Where do adults binge drink?",
)
NO_PHYSICAL_ACTIVITY = adults(
    "no_physical_activity",
    "Adults without physical activity in their leisure",
    "No physical activity",
    topic="habits_and_prevention",
    measure="LPA",
    question="Where are adults not active in their leisure?",
)
SHORT_SLEEP = adults(
    "short_sleep",
    "Adults who sleep less than seven hours",
    "Short sleep",
    topic="habits_and_prevention",
    measure="SLEEP",
    question="Where do adults sleep too little?",
)
CHECKUP = adults(
    "checkup",
    "Adults with a routine checkup in the last year",
    "Checkup",
    topic="habits_and_prevention",
    measure="CHECKUP",
    question="Where have adults seen a doctor for a checkup?",
    better="higher",
)
DENTAL_VISIT = adults(
    "dental_visit",
    "Adults who saw a dentist in the last year",
    "Dental visit",
    topic="habits_and_prevention",
    measure="DENTAL",
    question="Where have adults seen a dentist?",
    better="higher",
)
CHOLESTEROL_TEST = adults(
    "cholesterol_test",
    "Adults with a cholesterol test in the last five years",
    "Cholesterol test",
    topic="habits_and_prevention",
    measure="CHOLSCREEN",
    question="Where have adults had their cholesterol tested?",
    better="higher",
)
BLOOD_PRESSURE_MEDICINE = adults(
    "blood_pressure_medicine",
    "Adults with high blood pressure who take medicine for it",
    "Blood pressure medicine",
    topic="habits_and_prevention",
    measure="BPMED",
    question="Where is high blood pressure treated?",
    better="higher",
    universe="People aged 18 and over with high blood pressure",
)
MAMMOGRAPHY = adults(
    "mammography",
    "Women aged 50 to 74 with a mammogram in the last two years",
    "Mammography",
    topic="habits_and_prevention",
    measure="MAMMOUSE",
    question="Where do women have mammograms?",
    better="higher",
    universe="Women aged 50 to 74",
)
COLORECTAL_SCREENING = adults(
    "colorectal_screening",
    "People aged 45 to 75 screened for colorectal cancer",
    "Colorectal screening",
    topic="habits_and_prevention",
    measure="COLON_SCREEN",
    question="Where are people screened for colorectal cancer?",
    better="higher",
    universe="People aged 45 to 75",
)
