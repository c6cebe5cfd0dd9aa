"""A small harvester: it asks, follows the tokens, and reads by the schema's names only."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass, field

NS = {"o": "http://www.openarchives.org/OAI/2.0/", "dc": "http://purl.org/dc/elements/1.1/"}
DC = "{http://www.openarchives.org/OAI/2.0/oai_dc/}dc"


@dataclass
class Lu:
    identifiant: str
    date: str
    efface: bool
    ensembles: list[str]
    dc: dict[str, list[str]] = field(default_factory=dict)


def demander(client, **arguments):
    """The document answered to these arguments (``depuis`` for « from »)."""
    if "depuis" in arguments:
        arguments["from"] = arguments.pop("depuis")
    reponse = client.get("/oai/", arguments)
    assert (reponse.status_code, reponse["Content-Type"]) == (200, "text/xml; charset=utf-8")
    return ET.fromstring(reponse.content)


def faute(client, **arguments):
    """The code of the error, "" when it is answered."""
    erreur = demander(client, **arguments).find("o:error", NS)
    return "" if erreur is None else erreur.get("code")


def moissonner(client, verbe="ListRecords", **arguments):
    """The records, page by page."""
    pages, racine = [], demander(client, verb=verbe, metadataPrefix="oai_dc", **arguments)
    while True:
        liste = racine.find(f"o:{verbe}", NS)
        if liste is None:
            return pages
        pages.append([_lu(e) for e in liste.findall("o:record" if verbe == "ListRecords" else "o:header", NS)])
        jeton = liste.findtext("o:resumptionToken", "", NS)
        if not jeton:
            return pages
        racine = demander(client, verb=verbe, resumptionToken=jeton)


def tout(client, **arguments):
    return [lu for page in moissonner(client, **arguments) for lu in page]


def _lu(element):
    tete = element if element.tag.endswith("header") else element.find("o:header", NS)
    dc: dict[str, list[str]] = {}
    for mot in element.iterfind(f"o:metadata/{DC}/*", NS):
        dc.setdefault(mot.tag.split("}")[1], []).append(mot.text or "")
    ensembles = [e.text for e in tete.findall("o:setSpec", NS)]
    return Lu(
        tete.findtext("o:identifier", "", NS),
        tete.findtext("o:datestamp", "", NS),
        tete.get("status") == "deleted",
        ensembles,
        dc,
    )
