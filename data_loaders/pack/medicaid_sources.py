"""The federal publications behind the Medicaid facts of `medicaid`."""

from data_loaders._source import Source
from data_loaders.pack.packages import POLICYENGINE_US

_FACTS = "Public domain (federal government); figures taken as facts from policyengine-us"
_STATES = "50 states and the District of Columbia"

FMAP = Source(
    id="medicaid_fmap",
    title="Federal medical assistance percentages, fiscal years 2018 to 2026",
    publisher="U.S. Department of Health and Human Services",
    license=_FACTS,
    citation=(
        "U.S. Department of Health and Human Services, Federal Financial Participation in State Assistance "
        "Expenditures, yearly notices in the Federal Register (81 FR 80077 to 89 FR 94742); for adults of "
        "the Medicaid expansion 42 U.S.C. 1396d(y)."
    ),
    url="https://aspe.hhs.gov/federal-medical-assistance-percentages-or-federal-financial-participation-state-assistance-expenditures",
    vintages=tuple(range(2018, 2027)),
    coverage=_STATES,
    caveats=(
        "The regular share: without the increases of 2020 to 2023 and without disaster adjustments.",
        "Fiscal year 2027 is set (90 FR 54696) but not in the pack.",
    ),
    package=POLICYENGINE_US,
)
ENROLLMENT = Source(
    id="medicaid_enrollment",
    title="Medicaid and CHIP enrollment, 2020 to 2024",
    publisher="Centers for Medicare & Medicaid Services",
    license=_FACTS,
    citation=(
        "Centers for Medicare & Medicaid Services, Monthly Medicaid and CHIP Application, Eligibility "
        "Determination, and Enrollment Reports, January 2020 to 2023 and October 2024, as tabulated by KFF."
    ),
    url="https://www.medicaid.gov/medicaid/national-medicaid-chip-program-information/medicaid-chip-enrollment-data",
    vintages=(2020, 2021, 2022, 2023, 2024),
    coverage=_STATES,
    caveats=(
        "Taken from KFF's table of the federal reports, and not checked against the reports themselves.",
        "One month of each year; from 2020 to spring 2023 states were not allowed to end coverage.",
    ),
    package=POLICYENGINE_US,
)
MACPAC = Source(
    id="medicaid_macstats",
    title="MACStats: Medicaid enrollment and spending by state and eligibility group",
    publisher="Medicaid and CHIP Payment and Access Commission",
    license=_FACTS,
    citation=(
        "Medicaid and CHIP Payment and Access Commission, MACStats: Medicaid and CHIP Data Book, Exhibits "
        "14, 16 and 21, fiscal years 2022 and 2023."
    ),
    url="https://www.macpac.gov/macstats/",
    vintages=(2022, 2023),
    coverage=_STATES,
    caveats=(
        "Enrollment by group is of 2022, spending on expansion adults of 2023: spending for each of them is "
        "approximate.",
        "Spending by group is the state's total times a rounded percentage. Nevada's other adults and all of "
        "Vermont's groups are not published.",
        "Federal plus state spending of 2023 differs from KFF's total in Washington by a third; this is "
        "MACPAC's.",
    ),
    package=POLICYENGINE_US,
)
ELIGIBILITY = Source(
    id="medicaid_eligibility",
    title="Medicaid coverage after birth and income limits of adults, by state",
    publisher="Centers for Medicare & Medicaid Services",
    license=_FACTS,
    citation=(
        "Centers for Medicare & Medicaid Services, approvals of state plan amendments and section 1115 "
        "demonstrations, and Medicaid, CHIP and Basic Health Program Eligibility Levels."
    ),
    url="https://www.medicaid.gov/medicaid/national-medicaid-chip-program-information",
    vintages=tuple(range(2021, 2027)),
    coverage=_STATES,
    caveats=(
        "Rules in force on 31 December of each year, of 2026 as announced.",
        "Income limits are of adults without dependent children, as shares of the federal poverty line.",
        "Nothing before 2021: the list does not date the states that began to cover adults in those years.",
    ),
    package=POLICYENGINE_US,
)
SOURCES = (FMAP, ENROLLMENT, MACPAC, ELIGIBILITY)
