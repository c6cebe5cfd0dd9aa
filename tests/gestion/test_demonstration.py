"""The demonstration's life of accounts: one departure done, one to come, notes, a change of post; twice is once."""

import pytest
from django.core.management import call_command

from centre.membres.enums import EtatDeDepart
from centre.membres.models import ChangementDePoste, Depart, Membre, Note, Presence
from tests.racine import replanter


@pytest.mark.django_db
def test_un_depart_fait_un_depart_prevu_et_des_notes(settings):
    settings.DEMO = settings.CANARIS = True
    replanter()
    call_command("installer", verbosity=0)
    for _ in range(2):
        call_command("peupler", etape="vie")
    fait = Depart.objects.get(etat=EtatDeDepart.FAIT)
    assert (str(fait.membre), fait.successeur.email, fait.membre.poste) == ("Hélène Picard", "m.lefort@demo.example", None)
    assert fait.successeur.poste.fonction == "agente de développement économique"
    assert Depart.objects.prevus().get().membre.email == "t.garin@demo.example"
    assert [f"canari-equipe-note-{note.pk}" in note.texte for note in Note.objects.all()] == [True, True]
    assert (ChangementDePoste.objects.en_attente().count(), Presence.objects.count()) == (1, 1)
    assert Membre.objects.filter(email="h.picard@demo.example", exemple=True).count() == 1
