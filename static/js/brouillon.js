// Keeps a draft at each pause, on the server when it answers, on this device when it does not; sends photos one by one.
// Without this script the form's own buttons do the same.
const PAUSE = 1500;
const REPRISE = 5000;
const A_PART = ["csrfmiddlewaretoken", "photos", "documents", "jeton"];
const HORS_LIGNE = "Pas de réseau : votre texte est gardé sur cet appareil, il partira dès que possible.";
const DEHORS = "Votre session est terminée. Votre texte est gardé sur cet appareil : connectez-vous dans un autre onglet, puis rechargez cette page.";
const EN_PANNE = "Le site ne répond pas comme prévu : votre texte est gardé sur cet appareil, il partira dès que possible.";

// With « ?depuis= »: a text begun from another one is not taken up in an empty form.
const ici = () => location.pathname + location.search;

// « online », or a while: whichever comes first.
const attendre = () => new Promise((suite) => {
  setTimeout(suite, REPRISE);
  addEventListener("online", suite, { once: true });
});

class Brouillon {
  constructor(formulaire) {
    this.formulaire = formulaire;
    this.etat = formulaire.querySelector("[data-etat]");
    this.cle = `brouillon-${formulaire.dataset.brouillon}-${formulaire.elements.jeton.value}`;
    this.repere = `brouillon-${formulaire.dataset.brouillon}`;
    this.enCours = null;
    this.aGarder = false;
    this.envois = Promise.resolve();
    formulaire.addEventListener("input", (e) => e.target.type === "file" || this.plusTard());
    formulaire.addEventListener("change", (e) => (e.target.name === "photos" ? this.photos(e.target) : e.target.type === "file" || this.plusTard()));
    formulaire.addEventListener("submit", (e) => this.envoyer(e));
    formulaire.addEventListener("click", (e) => this.retirerPhoto(e));
    addEventListener("online", () => this.aGarder && !this.parti && this.garder());
    addEventListener("pagehide", () => this.aGarder && this.surLAppareil());
    addEventListener("pageshow", () => { this.parti = false; });
    if ("dejaSaisi" in formulaire.dataset) this.oublier();
    else this.reprendre();
  }

  dire(message) {
    this.etat.textContent = message;
  }

  plusTard(delai = PAUSE) {
    this.aGarder = true;
    this.surLAppareil();
    this.dans(delai);
  }

  // One appointment at a time, and none once the form has left: what it would write to may have another address by then.
  dans(delai) {
    clearTimeout(this.minuterie);
    this.minuterie = setTimeout(() => this.parti || this.garder(), delai);
  }

  // --- on this device, while the server has not answered ---
  texte() {
    const donnees = new FormData(this.formulaire);
    for (const nom of A_PART) donnees.delete(nom);
    for (const nom of [...donnees.keys()]) if (nom.startsWith("version-")) donnees.delete(nom);
    return JSON.stringify([...donnees]);
  }

  surLAppareil() {
    try {
      sessionStorage.setItem(this.cle, this.texte());
      sessionStorage.setItem(this.repere, JSON.stringify([ici(), this.cle]));
    } catch { /* storage full or refused: the page itself still holds the text */ }
  }

  oublier() {
    sessionStorage.removeItem(this.cle);
    sessionStorage.removeItem(this.repere);
  }

  // After a lost page (network cut in the middle of sending), put back what had not been kept, with the version it started from.
  reprendre() {
    const garde = this.retrouver();
    if (!garde) return;
    const valeurs = new Map();
    for (const [nom, valeur] of garde) valeurs.set(nom, [...(valeurs.get(nom) || []), valeur]);
    for (const champ of this.formulaire.elements) {
      if (champ.name && !A_PART.includes(champ.name) && champ.type !== "submit") this.remettre(champ, valeurs.get(champ.name) || []);
    }
    this.plusTard(0);
    this.dire("Votre texte non enregistré a été retrouvé sur cet appareil.");
  }

  retrouver() {
    try {
      const [chemin, cle] = JSON.parse(sessionStorage.getItem(this.repere) || "[]");
      const garde = chemin === ici() ? JSON.parse(sessionStorage.getItem(cle) || "null") : null;
      if (!garde) return null;
      this.formulaire.elements.jeton.value = cle.slice(-this.formulaire.elements.jeton.value.length);
      this.cle = cle;
      return garde;
    } catch { return null; }
  }

  remettre(champ, valeurs) {
    if (champ.type === "checkbox" || champ.type === "radio") champ.checked = valeurs.includes(champ.value);
    else if (champ.tagName === "SELECT" && champ.multiple) for (const o of champ.options) o.selected = valeurs.includes(o.value);
    else if (valeurs.length) champ.value = valeurs[0];
    champ.editeur?.commands.setContent(champ.value);
  }

  // --- on the server, one request at a time ---
  async garder() {
    if (this.enCours) return this.enCours.then(() => (this.aGarder ? this.garder() : true));
    this.aGarder = false;
    this.enCours = this.requete().finally(() => { this.enCours = null; });
    return this.enCours;
  }

  // True when the server kept the draft. False with ``aGarder`` when it could not; false without when it refused.
  async requete() {
    const corps = new FormData(this.formulaire);
    corps.delete("photos");
    corps.delete("documents");
    for (const nom of [...corps.keys()]) if (nom.startsWith("version-")) corps.delete(nom);
    corps.set("geste", "garder");
    let reponse;
    try {
      reponse = await fetch(this.formulaire.action, { method: "POST", body: corps, headers: { "X-Brouillon": "1" }, redirect: "manual" });
    } catch { return this.remis(HORS_LIGNE); }
    if (reponse.type === "opaqueredirect" || reponse.status === 403) return this.remis(DEHORS, false);
    if (reponse.status >= 500) return this.remis(EN_PANNE);
    let resultat = {};
    try { resultat = await reponse.json(); } catch { /* an error page: no message of its own */ }
    this.dire(resultat.message || "Brouillon non enregistré : vous ne pouvez plus modifier ce texte.");
    if (!reponse.ok) return false;
    this.enregistre(resultat);
    return true;
  }

  remis(message, reessayer = true) {
    this.aGarder = true;
    this.surLAppareil();
    this.dire(message);
    if (reessayer) this.dans(REPRISE);
    return false;
  }

  enregistre({ version, adresse, champs }) {
    this.formulaire.elements.version.value = version;
    for (const [nom, valeur] of Object.entries(champs || {})) this.formulaire.elements[nom].value = valeur;
    if (new URL(this.formulaire.action).pathname !== adresse) {
      this.oublier();
      this.formulaire.action = adresse;
      this.formulaire.dataset.photos = adresse.replace(/modifier\/$/, "photos/");
      history.replaceState(null, "", adresse);
    }
    if (this.aGarder) this.surLAppareil();
    else this.oublier();
  }

  // Keeps first, waits for the photos on their way, then lets the form leave by itself: once, whatever is clicked meanwhile.
  async envoyer(evenement) {
    if (this.laisser) {
      this.laisser = false;
      return;
    }
    evenement.preventDefault();
    if (this.parti) return;
    this.parti = true;
    clearTimeout(this.minuterie);
    this.aGarder = true;
    const garde = await this.garder();
    if (!garde && this.aGarder) {
      this.parti = false;
      return;
    }
    await this.envois;
    this.laisser = true;
    this.formulaire.requestSubmit(evenement.submitter);
  }

  // --- photos ---
  photos(champ) {
    const fichiers = [...champ.files];
    if (!fichiers.length) return;
    champ.value = "";
    this.envois = this.envois.then(() => this.joindre(fichiers));
  }

  async joindre(fichiers) {
    const refus = [];
    for (const fichier of fichiers) {
      try {
        await this.photo(fichier);
      } catch (probleme) {
        refus.push(probleme.message);
      }
    }
    const erreur = this.formulaire.querySelector("[data-erreur-photo]");
    erreur.textContent = refus.join(" ");
    erreur.hidden = !refus.length;
  }

  // Sends one photo, as often as it takes. Throws what the server refused.
  async photo(fichier) {
    while (!this.formulaire.dataset.photos && !(await this.garder())) {
      if (!this.aGarder) throw new Error(`« ${fichier.name} » n’est pas jointe : un champ est à corriger d’abord.`);
      await attendre();
    }
    const corps = new FormData();
    corps.set("photo", fichier);
    corps.set("csrfmiddlewaretoken", this.formulaire.elements.csrfmiddlewaretoken.value);
    this.dire(`Envoi de « ${fichier.name} »…`);
    let reponse;
    try {
      reponse = await fetch(this.formulaire.dataset.photos, { method: "POST", body: corps, redirect: "manual" });
    } catch {
      this.dire(`Pas de réseau : « ${fichier.name} » partira dès que possible.`);
      await attendre();
      return this.photo(fichier);
    }
    if (!reponse.ok) throw new Error(await this.motif(reponse, fichier));
    this.formulaire.querySelector("[data-liste-photos]").insertAdjacentHTML("beforeend", await reponse.text());
    this.dire(`« ${fichier.name} » est jointe.`);
    return undefined;
  }

  async motif(reponse, fichier) {
    try {
      return (await reponse.json()).message;
    } catch {
      return `« ${fichier.name} » n’est pas jointe : le site l’a refusée.`;
    }
  }

  async retirerPhoto(evenement) {
    const bouton = evenement.target.closest("[data-retirer-photo]");
    if (!bouton) return;
    evenement.preventDefault();
    const corps = new FormData();
    corps.set("csrfmiddlewaretoken", this.formulaire.elements.csrfmiddlewaretoken.value);
    try {
      const reponse = await fetch(bouton.dataset.retirerPhoto, { method: "POST", body: corps, headers: { "X-Brouillon": "1" }, redirect: "error" });
      if (!reponse.ok) throw new Error();
      bouton.closest("[data-photo]").remove();
      this.dire("Photo retirée.");
      this.formulaire.querySelector("input[type=file]").focus();
    } catch {
      this.dire("La photo n’est pas retirée : le site n’a pas répondu. Réessayez.");
    }
  }
}

for (const formulaire of document.querySelectorAll("form[data-brouillon]")) new Brouillon(formulaire);
