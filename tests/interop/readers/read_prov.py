"""Read PROV-JSON where names that lead nowhere are errors, and write it again."""

import json
import sys
import warnings

from prov.model import ProvDerivation, ProvDocument

warnings.simplefilter("error")
document = ProvDocument.deserialize(sys.argv[1])
again = ProvDocument.deserialize(content=document.serialize())
json.dump(
    {
        "same": document == again,
        "records": len(document.records),
        "derived": sorted(
            [str(end) for _, end in one.formal_attributes[:2]]
            for one in document.get_records(ProvDerivation)
        ),
    },
    sys.stdout,
)
