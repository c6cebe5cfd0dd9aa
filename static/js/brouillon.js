// Keeps a draft at each pause, on the server when it answers, on this device when it does not; sends photos one by one.
// Without this script the form's own buttons do the same.
const PAUSE = 1500;
const REPRISE = 5000;

class Brouillon {
  constructor(formulaire) {
    this.formulaire = formulaire;
    this.etat = formulaire.querySelector("[data-etat]");
    this.cle = `brouillon-${formulaire.elements.jeton.value}`;
    this.enCours = null;
    this.aGarder = false;
    formulaire.addEventListener("input", (e) => e.target.type === "file" || this.plusTard());
    formulaire.addEventListener("change", (e) => (e.target.type === "file" ? this.photos(e.target) : this.plusTard()));
    formulaire.addEventListener("prose-editor:ready", (e) => e.detail.editor.on("update", () => this.plusTard()));
    formulaire.addEventListener("submit", (e) => this.envoyer(e));
    formulaire.addEventListener("click", (e) => this.retirerPhoto(e));
    addEventListener("online", () => this.aGarder && this.garder());
    addEventListener("pagehide", () => this.aGarder && this.surLAppareil());
    this.reprendre();
  }

  dire(message) {
    if (this.etat) this.etat.textContent = message;
  }

  plusTard(delai = PAUSE) {
    this.aGarder = true;
    this.surLAppareil();
    clearTimeout(this.minuterie);
    this.minuterie = setTimeout(() => this.garder(), delai);
  }

  // --- on this device, while the server has not answered ---
  texte() {
    const donnees = new FormData(this.formulaire);
    for (const nom of ["csrfmiddlewaretoken", "photos", "version", "jeton"]) donnees.delete(nom);
    return JSON.stringify([...donnees]);
  }

  surLAppareil() {
    try {
      sessionStorage.setItem(this.cle, this.texte());
      sessionStorage.setItem("brouillon-dernier", JSON.stringify([location.pathname, this.cle]));
    } catch { /* storage full or refused: the page itself still holds the text */ }
  }

  oublier() {
    sessionStorage.removeItem(this.cle);
    sessionStorage.removeItem("brouillon-dernier");
  }

  // After a lost page (network cut in the middle of sending), put back what had not been kept.
  reprendre() {
    let garde;
    try {
      const [chemin, cle] = JSON.parse(sessionStorage.getItem("brouillon-dernier") || "[]");
      if (chemin === location.pathname) garde = JSON.parse(sessionStorage.getItem(cle) || "null");
      if (garde && cle !== this.cle) this.formulaire.elements.jeton.value = cle.replace("brouillon-", "");
      if (garde) this.cle = cle;
    } catch { return; }
    if (!garde) return;
    const valeurs = new Map();
    for (const [nom, valeur] of garde) valeurs.set(nom, [...(valeurs.get(nom) || []), valeur]);
    for (const champ of this.formulaire.elements) {
      if (!champ.name || ["jeton", "version", "csrfmiddlewaretoken"].includes(champ.name) || champ.type === "file" || champ.type === "submit") continue;
      const v = valeurs.get(champ.name) || [];
      if (champ.type === "checkbox" || champ.type === "radio") champ.checked = v.includes(champ.value);
      else if (champ.tagName === "SELECT" && champ.multiple) for (const o of champ.options) o.selected = v.includes(o.value);
      else if (valeurs.has(champ.name)) champ.value = v[0];
    }
    this.plusTard(0);
    this.dire("Votre texte non enregistré a été retrouvé sur cet appareil.");
  }

  // --- on the server, one request at a time ---
  async garder() {
    if (this.enCours) return this.enCours.then(() => (this.aGarder ? this.garder() : true));
    this.aGarder = false;
    this.enCours = this.requete().finally(() => { this.enCours = null; });
    return this.enCours;
  }

  async requete() {
    const corps = new FormData(this.formulaire);
    corps.delete("photos");
    corps.set("geste", "garder");
    let reponse;
    try {
      reponse = await fetch(this.formulaire.action, { method: "POST", body: corps, headers: { "X-Brouillon": "1" }, redirect: "error" });
    } catch {
      this.aGarder = true;
      this.dire("Pas de réseau : votre texte est gardé sur cet appareil, il partira dès que possible.");
      this.minuterie = setTimeout(() => this.garder(), REPRISE);
      return false;
    }
    let resultat = {};
    try { resultat = await reponse.json(); } catch { /* an error page: no message of its own */ }
    this.dire(resultat.message || "Brouillon non enregistré : le serveur ne répond pas comme prévu.");
    if (!reponse.ok) return false;
    this.formulaire.elements.version.value = resultat.version;
    if (new URL(this.formulaire.action).pathname !== resultat.adresse) {
      this.oublier();
      this.formulaire.action = resultat.adresse;
      this.formulaire.dataset.photos = resultat.adresse.replace(/modifier\/$/, "photos/");
      history.replaceState(null, "", resultat.adresse);
    }
    if (!this.aGarder) this.oublier();
    return true;
  }

  async envoyer(evenement) {
    clearTimeout(this.minuterie);
    const bouton = evenement.submitter;
    if (bouton && bouton.hasAttribute("data-retirer-photo")) return;
    if (this.parti) { evenement.preventDefault(); return; }
    evenement.preventDefault();
    this.aGarder = true;
    this.surLAppareil();
    const garde = await this.garder();
    if (!garde && this.aGarder) {
      this.dire("Pas de réseau : votre texte est gardé sur cet appareil. Réessayez dès que le réseau revient.");
      return;
    }
    this.parti = true;
    this.oublier();
    this.formulaire.requestSubmit(bouton);
  }

  // --- photos ---
  async photos(champ) {
    const fichiers = [...champ.files];
    if (!this.formulaire.dataset.photos && !(await this.garder())) return;
    champ.value = "";
    for (const fichier of fichiers) await this.photo(fichier, 0);
  }

  async photo(fichier, essai) {
    const erreur = this.formulaire.querySelector("[data-erreur-photo]");
    const corps = new FormData();
    corps.set("photo", fichier);
    corps.set("csrfmiddlewaretoken", this.formulaire.elements.csrfmiddlewaretoken.value);
    this.dire(`Envoi de « ${fichier.name} »…`);
    try {
      const reponse = await fetch(this.formulaire.dataset.photos, { method: "POST", body: corps, redirect: "error" });
      if (!reponse.ok) throw new Refus((await reponse.json()).message);
      this.formulaire.querySelector("[data-liste-photos]").insertAdjacentHTML("beforeend", await reponse.text());
      erreur.hidden = true;
      this.dire(`« ${fichier.name} » est jointe.`);
    } catch (probleme) {
      if (!(probleme instanceof Refus) && essai < 60) {
        this.dire(`Pas de réseau : « ${fichier.name} » partira dès que possible.`);
        await new Promise((suite) => { setTimeout(suite, REPRISE); addEventListener("online", suite, { once: true }); });
        return this.photo(fichier, essai + 1);
      }
      erreur.textContent = probleme.message;
      erreur.hidden = false;
    }
  }

  async retirerPhoto(evenement) {
    const bouton = evenement.target.closest("[data-retirer-photo]");
    if (!bouton) return;
    evenement.preventDefault();
    const corps = new FormData();
    corps.set("csrfmiddlewaretoken", this.formulaire.elements.csrfmiddlewaretoken.value);
    try {
      const reponse = await fetch(bouton.formAction, { method: "POST", body: corps, headers: { "X-Brouillon": "1" }, redirect: "error" });
      if (!reponse.ok) throw new Error();
      bouton.closest("[data-photo]").remove();
      this.dire("Photo retirée.");
      this.formulaire.querySelector("input[type=file]").focus();
    } catch {
      this.dire("La photo n’est pas retirée : pas de réseau. Réessayez.");
    }
  }
}

class Refus extends Error {}

for (const formulaire of document.querySelectorAll("form[data-brouillon]")) new Brouillon(formulaire);
