"""What imports of notices bring to the registries: a kind each, read and applied by the one mechanism (``centre.membres``)."""

from __future__ import annotations

from centre.registre import imports

from ..import_des_comptes_rendus import ImportDeComptesRendus
from ..import_des_documents import ImportDeDocuments
from ..import_des_references import ImportDeReferences

for _genre in (ImportDeDocuments, ImportDeReferences, ImportDeComptesRendus):
    imports.ajouter(_genre.cle, _genre)
