"""Documents of all formats with flipped bits, cut short, or spliced: a reading or a plain refusal, each fact in its quote."""

from random import Random

import pytest

from tests.cvs.breaking import BREAKS, broken, reads_honestly, whole_document
from tests.cvs.corpus import NAMES

_EACH = 3


@pytest.mark.parametrize("shape", NAMES)
def test_a_broken_document_is_read_honestly_or_refused(shape):
    document = whole_document(shape)
    for how in BREAKS:
        dice = Random(f"{document.shape} {how}")
        for _ in range(_EACH):
            reads_honestly(broken(document.data, how, dice), document.file)
