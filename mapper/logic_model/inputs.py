"""What a drawing was made from, as one number by which to know it again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from mapper.study import MappedHub, Study


def inputs_digest(study: Study, hubs: Sequence[MappedHub]) -> str:
    """The SHA-256 of the Hub files, study file, shared model and guidance set that a drawing is made from; empty where
    labels are shown and it would tell which Hub it is.
    """
    if study.shows_labels and len(hubs) == 1:
        return ""
    read = [study.shared_model.document.digest, repr(study.guidance)]
    read += [] if study.document is None else [study.document.digest]
    read += [mapped.document.digest for mapped in hubs]
    return hashlib.sha256("\n".join(read).encode("utf-8", "surrogatepass")).hexdigest()
