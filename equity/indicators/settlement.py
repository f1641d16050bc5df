"""City and country: how urban a county is."""

from equity.indicators._indicator import Columns, Indicator

RURAL_URBAN_CODE = Indicator(
    id="rural_urban_code",
    label="Rural-urban code, from 1 (large metropolitan area) to 9 (remote countryside)",
    short="Rural-urban",
    topic="settlement",
    universe="Counties",
    unit="code",
    better="neutral",
    columns={"rural_urban_2013": Columns(numerator=("RUCC_2013",))},
    caveats=(
        "An order, not a quantity: 1 to 3 are metropolitan by size, 4 to 9 are not, by town size and "
        "distance. The codes are of 2013.",
    ),
    question="How urban is each county?",
)
