"""Health: what adults live with, from a model of a national survey."""

from equity.indicators._places import adults, age_adjusted

DIABETES = adults(
    "diabetes",
    "Adults with diagnosed diabetes",
    "Diabetes",
    topic="health",
    measure="DIABETES",
    question="Where do adults have diabetes?",
)
DIABETES_AGE_ADJUSTED = age_adjusted(DIABETES)
HIGH_BLOOD_PRESSURE = adults(
    "high_blood_pressure",
    "Adults with high blood pressure",
    "High blood pressure",
    topic="health",
    measure="BPHIGH",
    question="Where do adults have high blood pressure?",
)
HIGH_BLOOD_PRESSURE_AGE_ADJUSTED = age_adjusted(HIGH_BLOOD_PRESSURE)
ASTHMA = adults(
    "asthma",
    "Adults with asthma",
    "Asthma",
    topic="health",
    measure="CASTHMA",
    question="Where do adults have asthma?",
)
ASTHMA_AGE_ADJUSTED = age_adjusted(ASTHMA)
HEART_DISEASE = adults(
    "heart_disease",
    "Adults with coronary heart disease",
    "Heart disease",
    topic="health",
    measure="CHD",
    question="Where do adults have heart disease?",
)
HEART_DISEASE_AGE_ADJUSTED = age_adjusted(HEART_DISEASE)
COPD = adults(
    "copd",
    "Adults with chronic obstructive lung disease",
    "COPD",
    topic="health",
    measure="COPD",
    question="Where do adults have chronic lung disease?",
)
COPD_AGE_ADJUSTED = age_adjusted(COPD)
STROKE = adults(
    "stroke",
    "Adults who have had a stroke",
    "Stroke",
    topic="health",
    measure="STROKE",
    question="Where have adults had strokes?",
)
STROKE_AGE_ADJUSTED = age_adjusted(STROKE)
CANCER = adults(
    "cancer",
    "Adults who have had cancer, skin cancer other than melanoma left out",
    "Cancer",
    topic="health",
    measure="CANCER",
    question="Where have adults had cancer?",
)
CANCER_AGE_ADJUSTED = age_adjusted(CANCER)
ARTHRITIS = adults(
    "arthritis",
    "Adults with arthritis",
    "Arthritis",
    topic="health",
    measure="ARTHRITIS",
    question="Where do adults have arthritis?",
)
ARTHRITIS_AGE_ADJUSTED = age_adjusted(ARTHRITIS)
DEPRESSION = adults(
    "depression",
    "Adults ever told they have depression",
    "Depression",
    topic="health",
    measure="DEPRESSION",
    question="Where do adults live with depression?",
)
DEPRESSION_AGE_ADJUSTED = age_adjusted(DEPRESSION)
OBESITY = adults(
    "obesity",
    "Adults with obesity",
    "Obesity",
    topic="health",
    measure="OBESITY",
    question="Where do adults have obesity?",
)
OBESITY_AGE_ADJUSTED = age_adjusted(OBESITY)
HIGH_CHOLESTEROL = adults(
    "high_cholesterol",
    "Adults with high cholesterol among those ever tested",
    "High cholesterol",
    topic="health",
    measure="HIGHCHOL",
    question="Where do adults have high cholesterol?",
    universe="People aged 18 and over who were ever tested",
)
HIGH_CHOLESTEROL_AGE_ADJUSTED = age_adjusted(HIGH_CHOLESTEROL)
ALL_TEETH_LOST = adults(
    "all_teeth_lost",
    "People aged 65 and over who have lost all teeth",
    "All teeth lost",
    topic="health",
    measure="TEETHLOST",
    question="Where have older people lost all their teeth?",
    universe="People aged 65 and over",
)
ALL_TEETH_LOST_AGE_ADJUSTED = age_adjusted(ALL_TEETH_LOST)
POOR_HEALTH = adults(
    "poor_health",
    "Adults who call their health fair or poor",
    "Fair or poor health",
    topic="health",
    measure="GHLTH",
    question="Where do adults feel unwell?",
)
POOR_HEALTH_AGE_ADJUSTED = age_adjusted(POOR_HEALTH)
MENTAL_DISTRESS = adults(
    "mental_distress",
    "Adults whose mental health was not good on 14 days of 30 or more",
    "Mental distress",
    topic="health",
    measure="MHLTH",
    question="Where do adults live in mental distress?",
)
MENTAL_DISTRESS_AGE_ADJUSTED = age_adjusted(MENTAL_DISTRESS)
PHYSICAL_DISTRESS = adults(
    "physical_distress",
    "Adults whose physical health was not good on 14 days of 30 or more",
    "Physical distress",
    topic="health",
    measure="PHLTH",
    question="Where do adults live in physical distress?",
)
PHYSICAL_DISTRESS_AGE_ADJUSTED = age_adjusted(PHYSICAL_DISTRESS)
