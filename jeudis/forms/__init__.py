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
from .emargement import (
    CodeForm,
    NumeroForm,
    PreuveForm,
    RegleForm,
    VenueForm,
)
from .evaluation import (
    AvisForm,
    QuestionsFormSet,
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
    ReglesForm,
    ateliers_initiaux,
    ateliers_voulus,
    questions_initiales,
    questions_voulues,
)
from .sans_compte import (
    InscrireSansCompteForm,
    SansCompteForm,
)
from .sondage import (
    DatesFormSet,
    ReponseForm,
    SondageForm,
)

__all__ = [
    "AnnulerForm",
    "AteliersFormSet",
    "AvisForm",
    "BesoinForm",
    "BulletinForm",
    "CodeForm",
    "CompteRenduForm",
    "CreneauxFormSet",
    "DatesFormSet",
    "DeclinerForm",
    "DocumentForm",
    "DupliquerForm",
    "EditionForm",
    "EvenementForm",
    "FusionForm",
    "ImportAgendaForm",
    "InscrireForm",
    "InscrireSansCompteForm",
    "IntervenantsFormSet",
    "JeudiForm",
    "LieuForm",
    "LignesFormSet",
    "NumeroForm",
    "PreuveForm",
    "PublicsForm",
    "QuestionsFormSet",
    "RegleForm",
    "ReglesForm",
    "ReponseForm",
    "SaisieDeFeuille",
    "SansCompteForm",
    "SeancesFormSet",
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
