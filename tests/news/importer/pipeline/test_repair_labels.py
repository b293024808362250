"""Labels of repairs."""

from news.importer.pipeline.repair_labels import LABELS
from news.importer.repair import rules


def test_every_kind_of_repair_has_a_label() -> None:
    codes = {value for name, value in vars(rules).items() if name.isupper()}
    assert codes
    assert set(LABELS) == codes
