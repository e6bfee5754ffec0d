"""The table of statistics."""

from collections.abc import Callable

from schemactl.data.statistics.balance import Balance
from schemactl.data.statistics.cooccurrence import Cooccurrence
from schemactl.data.statistics.counts import Counts
from schemactl.data.statistics.functions import Functions
from schemactl.data.statistics.items import Items
from schemactl.data.statistics.leakage import Leakage
from schemactl.data.statistics.predictors import Predictors
from schemactl.data.statistics.slices import Slices
from schemactl.data.statistics.statistic import Question, Statistic
from schemactl.data.statistics.versions import Versions

STATISTICS: dict[str, Callable[[Question], Statistic]] = {
    "counts": Counts,
    "items": Items,
    "balance": Balance,
    "cooccurrence": Cooccurrence,
    "versions": Versions,
    "slices": Slices,
    "leakage": Leakage,
    "predictors": Predictors,
    "functions": Functions,
}
