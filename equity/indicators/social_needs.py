"""Social needs: what adults go without, from a model; 39 states and the District of Columbia."""

from equity.indicators._places import adults

FOOD_INSECURITY = adults(
    "food_insecurity",
    "Adults for whom food did not last in the last year",
    "Food insecurity",
    topic="social_needs",
    measure="FOODINSECU",
    question="Where does food not last?",
)
HOUSING_INSECURITY = adults(
    "housing_insecurity",
    "Adults who could not pay rent or mortgage in the last year",
    "Housing insecurity",
    topic="social_needs",
    measure="HOUSINSECU",
    question="Where could adults not pay for their home?",
)
UTILITY_THREAT = adults(
    "utility_threat",
    "Adults threatened with loss of utilities in the last year",
    "Utility threat",
    topic="social_needs",
    measure="SHUTUTILITY",
    question="Where were adults about to lose power or water?",
)
TRANSPORTATION_BARRIER = adults(
    "transportation_barrier",
    "Adults kept from places by lack of transportation in the last year",
    "Transportation barrier",
    topic="social_needs",
    measure="LACKTRPT",
    question="Where does lack of transportation keep adults from what they need?",
)
NO_EMOTIONAL_SUPPORT = adults(
    "no_emotional_support",
    "Adults without the social and emotional support they need",
    "No emotional support",
    topic="social_needs",
    measure="EMOTIONSPT",
    question="Where do adults lack support?",
)
LONELINESS = adults(
    "loneliness",
    "Adults who feel lonely",
    "Loneliness",
    topic="social_needs",
    measure="LONELINESS",
    question="Where do adults feel lonely?",
)
SOCIAL_ISOLATION = adults(
    "social_isolation",
    "Adults who feel socially isolated",
    "Social isolation",
    topic="social_needs",
    measure="ISOLATION",
    question="Where do adults feel isolated?",
)
