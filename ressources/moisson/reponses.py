"""Writing what a harvester reads: XML, element by element, every text escaped."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from email.utils import parseaddr
from typing import Any
from urllib.parse import urljoin
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.utils import timezone
from django.utils.xmlutils import SimplerXMLGenerator

from centre.gestion.models import Identite
from centre.themes.models import Theme

from .enums import PREFIXE, Faute
from .models import Enregistrement

OAI = "http://www.openarchives.org/OAI/2.0/"
OAI_DC = f"{OAI}oai_dc/"
SCHEMA_DC = f"{OAI}oai_dc.xsd"
RACINE = {
    "xmlns": OAI,
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": f"{OAI} {OAI}OAI-PMH.xsd",
}
DUBLIN_CORE = {
    "xmlns:oai_dc": OAI_DC,
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xsi:schemaLocation": f"{OAI_DC} {SCHEMA_DC}",
}
#: What XML 1.0 cannot hold (§2.2 of its specification).
ILLISIBLES = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Elements whose value is an address of ours, kept as a path.
ADRESSES = ("identifier",)


def heure(instant: dt.datetime) -> str:
    """An instant as the protocol writes it."""
    return instant.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Reponse:
    """One answer being written, addressed from ``base``."""

    def __init__(self, base: str, geste: str, arguments: dict[str, str]) -> None:
        self.base, self.sortie = base, io.StringIO()
        self.xml = SimplerXMLGenerator(self.sortie, "utf-8", short_empty_elements=True)
        self.xml.startDocument()
        self.xml.startElement("OAI-PMH", AttributesImpl(RACINE))
        self.mot("responseDate", heure(timezone.now()))
        demande = {"verb": geste, **arguments} if geste else {}
        self.mot("request", base, **{nom: ILLISIBLES.sub("", valeur) for nom, valeur in demande.items()})

    def fermer(self) -> bytes:
        """The whole document."""
        self.xml.endElement("OAI-PMH")
        self.xml.endDocument()
        return self.sortie.getvalue().encode()

    def mot(self, element: str, texte: str = "", **attributs: str) -> None:
        """One element holding a text."""
        self.xml.addQuickElement(element, ILLISIBLES.sub("", texte), attributs)

    @contextmanager
    def dans(self, element: str, attributs: dict[str, str] | None = None) -> Iterator[None]:
        """What is written meanwhile is inside ``element``."""
        self.xml.startElement(element, AttributesImpl(attributs or {}))
        yield
        self.xml.endElement(element)

    def erreur(self, faute: Faute, mots: str) -> None:
        """Why the request is not answered."""
        self.mot("error", mots, code=faute)

    def identite(self, premier: dt.datetime) -> None:
        """Who we are (§4.2)."""
        identite = Identite.objects.courante()
        with self.dans("Identify"):
            self.mot("repositoryName", f"{identite.nom}, {identite.sous_titre}")
            self.mot("baseURL", self.base)
            self.mot("protocolVersion", "2.0")
            self.mot("adminEmail", identite.courriel or parseaddr(settings.DEFAULT_FROM_EMAIL)[1])
            self.mot("earliestDatestamp", heure(premier))
            self.mot("deletedRecord", "persistent")
            self.mot("granularity", "YYYY-MM-DDThh:mm:ssZ")

    def formats(self) -> None:
        """Dublin Core, and nothing else."""
        with self.dans("ListMetadataFormats"), self.dans("metadataFormat"):
            self.mot("metadataPrefix", PREFIXE)
            self.mot("schema", SCHEMA_DC)
            self.mot("metadataNamespace", OAI_DC)

    def ensembles(self, themes: Iterable[Theme]) -> None:
        """One set per thème."""
        with self.dans("ListSets"):
            for theme in themes:
                with self.dans("set"):
                    self.mot("setSpec", theme.slug)
                    self.mot("setName", theme.nom)

    def en_tete(self, ligne: Any) -> None:
        """A record's header; ``deleted`` as soon as not everybody reads its object."""
        with self.dans("header", {"status": "deleted"} if _efface(ligne) else None):
            self.mot("identifier", ligne.identifiant)
            self.mot("datestamp", heure(ligne.horodatage))
            for theme in ligne.themes.all():
                self.mot("setSpec", theme.slug)

    def enregistrement(self, ligne: Enregistrement) -> None:
        """A record, with what it says while it is public."""
        with self.dans("record"):
            self.en_tete(ligne)
            if _efface(ligne):
                return
            with self.dans("metadata"), self.dans("oai_dc:dc", DUBLIN_CORE):
                for element, valeurs in ligne.fiche.items():
                    for valeur in filter(None, valeurs):
                        self.mot(f"dc:{element}", urljoin(self.base, valeur) if element in ADRESSES else valeur)


def _efface(ligne: Any) -> bool:
    return bool(ligne.efface or not ligne.public)
