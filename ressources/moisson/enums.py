"""Words of the protocol (https://www.openarchives.org/OAI/openarchivesprotocol.html)."""

from enum import StrEnum

#: The one format of metadata.
PREFIXE = "oai_dc"


class Verbe(StrEnum):
    """What a harvester may ask (§4)."""

    IDENTIFY = "Identify"
    FORMATS = "ListMetadataFormats"
    SETS = "ListSets"
    RECORD = "GetRecord"
    IDENTIFIERS = "ListIdentifiers"
    RECORDS = "ListRecords"


class Faute(StrEnum):
    """Why it is answered by an error (§3.6)."""

    VERBE = "badVerb"
    ARGUMENT = "badArgument"
    REPRISE = "badResumptionToken"
    FORMAT = "cannotDisseminateFormat"
    ABSENT = "idDoesNotExist"
    AUCUN = "noRecordsMatch"
