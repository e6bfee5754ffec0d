"""The table of standards."""

from schemactl.audit.standard import Standard
from schemactl.audit.standards import croissant, dataset_card, prov

STANDARDS: dict[str, Standard] = {
    "croissant": croissant,
    "prov": prov,
    "dataset-card": dataset_card,
}
