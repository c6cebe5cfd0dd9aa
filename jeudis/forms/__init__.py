"""What is typed about Jeudis and their comptes rendus: one module per trade."""

from .besoin import (
    BesoinForm,
    FusionForm,
    TraiterForm,
)
from .bulletin import (
    BulletinForm,
    DeclinerForm,
)
from .compte_rendu import (
    CompteRenduForm,
    EditionForm,
)
from .covoiturage import EcrireParLienForm, MotForm
from .dossier import (
    AjouterForm,
    DossierForm,
    LienForm,
)
from .emargement import (
    CodeForm,
    NumeroForm,
    PreuveForm,
    RegleForm,
    VenueForm,
)
from .evaluation import (
    AvisForm,
    QuestionsAvisFormSet,
)
from .evenement import (
    EvenementForm,
    ImportAgendaForm,
)
from .feuille import (
    SaisieDeFeuille,
    vu_maintenant,
)
from .inscription import InscrireForm
from .jeudi import (
    AnnulerForm,
    JeudiForm,
    PublicsForm,
    SeancesFormSet,
    VisioForm,
    seances_initiales,
)
from .preparation import (
    DupliquerForm,
    LignesFormSet,
    lignes_initiales,
    lignes_typees,
)
from .programme import (
    CreneauxFormSet,
    DocumentForm,
    IntervenantsFormSet,
    LieuForm,
    creneaux_initiaux,
    espaces_possibles,
    intervenants_initiaux,
)
from .regles import (
    AteliersFormSet,
    QuestionsFormSet,
    ReglesForm,
    ateliers_initiaux,
    ateliers_voulus,
    questions_initiales,
    questions_voulues,
)
from .releve import (
    DecisionForm,
    FaireRelireForm,
    ModeleForm,
    ReponseForm,
    SerieForm,
)
from .sans_compte import (
    InscrireSansCompteForm,
    SansCompteForm,
)
from .sondage import (
    DatesFormSet,
    ReponseAuSondageForm,
    SondageForm,
)

__all__ = [
    "AjouterForm",
    "AnnulerForm",
    "AteliersFormSet",
    "AvisForm",
    "BesoinForm",
    "BulletinForm",
    "CodeForm",
    "CompteRenduForm",
    "CreneauxFormSet",
    "DatesFormSet",
    "DecisionForm",
    "DeclinerForm",
    "DocumentForm",
    "DossierForm",
    "DupliquerForm",
    "EcrireParLienForm",
    "EditionForm",
    "EvenementForm",
    "FaireRelireForm",
    "FusionForm",
    "ImportAgendaForm",
    "InscrireForm",
    "InscrireSansCompteForm",
    "IntervenantsFormSet",
    "JeudiForm",
    "LienForm",
    "LieuForm",
    "LignesFormSet",
    "ModeleForm",
    "MotForm",
    "NumeroForm",
    "PreuveForm",
    "PublicsForm",
    "QuestionsAvisFormSet",
    "QuestionsFormSet",
    "RegleForm",
    "ReglesForm",
    "ReponseAuSondageForm",
    "ReponseForm",
    "SaisieDeFeuille",
    "SansCompteForm",
    "SeancesFormSet",
    "SerieForm",
    "SondageForm",
    "TraiterForm",
    "VenueForm",
    "VisioForm",
    "ateliers_initiaux",
    "ateliers_voulus",
    "creneaux_initiaux",
    "espaces_possibles",
    "intervenants_initiaux",
    "lignes_initiales",
    "lignes_typees",
    "questions_initiales",
    "questions_voulues",
    "seances_initiales",
    "vu_maintenant",
]
