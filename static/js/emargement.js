// Émargement on a phone: a tap is kept here first, then sent; the page itself is kept for a room without network.
// Without this script each tap is a form. What is kept here: numbers and states, and the name of who came unannounced, until sent.
const racine = document.querySelector("[data-emargement]");
const PREFIXE = `emargement:${racine?.dataset.jeudi}:`;
const CHAQUE = 15_000;
const A_POINTER = "a_pointer";

function appareil() {
  let nom = localStorage.getItem("emargement-appareil");
  if (!nom) {
    nom = crypto.randomUUID();
    localStorage.setItem("emargement-appareil", nom);
  }
  return nom;
}

// Grows whatever the clock does.
function rang() {
  const n = Math.max(Number(localStorage.getItem("emargement-rang") || 0) + 1, Date.now());
  localStorage.setItem("emargement-rang", String(n));
  return n;
}

function file() {
  return Object.keys(localStorage).filter((cle) => cle.startsWith(PREFIXE))
    .map((cle) => JSON.parse(localStorage.getItem(cle))).sort((a, b) => a.sequence - b.sequence);
}

class Liste {
  constructor() {
    this.moment = racine.dataset.moment;
    this.jeton = racine.querySelector("input[name=csrfmiddlewaretoken]").value;
    this.liste = racine.querySelector("[data-liste]");
    this.reseau = racine.querySelector("[data-reseau]");
    this.horsLigne = false;
    addEventListener("beforeunload", () => { this.partie = Date.now(); });
    racine.addEventListener("submit", (e) => this.soumettre(e));
    racine.querySelector("[data-cherche]").addEventListener("input", (e) => this.filtrer(e.target.value));
    for (const bouton of racine.querySelectorAll("[data-sans-script]")) bouton.hidden = true;
    addEventListener("online", () => this.envoyer());
    addEventListener("offline", () => { this.horsLigne = true; this.dire(); });
    document.addEventListener("visibilitychange", () => document.hidden || this.envoyer());
    setInterval(() => document.hidden || this.envoyer(), CHAQUE);
    for (const geste of file()) this.refaire(geste);
    this.dire();
    this.envoyer();
  }

  // --- gestures ---
  soumettre(e) {
    const geste = e.submitter?.name === "geste";
    if (e.target.dataset.venue === undefined && !geste) return;
    try {
      localStorage.setItem("emargement-essai", "1");
    } catch {
      return; // no storage: the form itself goes
    }
    e.preventDefault();
    if (geste) this.taper(e.submitter.closest("li"), e.submitter.dataset.voulu);
    else this.accueillir(e.target, e.submitter);
  }

  taper(ligne, voulu) {
    const etat = ligne.dataset.etat === voulu ? A_POINTER : voulu;
    this.garder({ qui: ligne.dataset.qui, etat, vue: Number(ligne.dataset.marque || 0) });
    this.peindre(ligne, etat);
    this.envoyer();
  }

  garder(geste) {
    const entier = { ...geste, sequence: geste.sequence || rang(), appareil: appareil(), moment: this.moment, quand: Date.now() };
    localStorage.setItem(PREFIXE + entier.sequence, JSON.stringify(entier));
    this.dire();
  }

  // Online the server looks for a known member first; without network the name is kept here.
  async accueillir(formulaire, bouton) {
    if (!formulaire.elements.nom.value.trim()) return formulaire.elements.nom.focus();
    const corps = new FormData(formulaire, bouton);
    let reponse;
    try {
      reponse = await fetch(location.href, { method: "POST", body: corps, headers: { "X-CSRFToken": this.jeton }, redirect: "manual" });
    } catch {
      return this.accueillirSansReseau(formulaire);
    }
    if (reponse.type === "opaqueredirect") return location.reload();
    const page = new DOMParser().parseFromString(await reponse.text(), "text/html").querySelector("#venue");
    if (!page) return location.reload();
    racine.querySelector("#venue").replaceWith(page);
    page.open = true;
    page.querySelector("fieldset button, [aria-invalid=true]")?.focus();
  }

  accueillirSansReseau(formulaire) {
    const { nom, prenom, structure } = formulaire.elements;
    const sequence = rang();
    this.horsLigne = true;
    this.garder({
      qui: `v${sequence}`, sequence, etat: "present", vue: 0, nom: nom.value.trim(), prenom: prenom.value.trim(), structure: structure.value.trim(),
    });
    this.ajouter(JSON.parse(localStorage.getItem(PREFIXE + sequence)));
    formulaire.reset();
    formulaire.elements.appareil.value = crypto.randomUUID();
    nom.focus();
  }

  ajouter(geste) {
    if (!this.liste) return;
    const ligne = racine.querySelector("[data-modele]").content.firstElementChild.cloneNode(true);
    const [nom, prenom, structure] = ligne.querySelectorAll("b, span");
    ligne.dataset.qui = geste.qui;
    ligne.dataset.marque = "0";
    nom.textContent = geste.nom;
    prenom.textContent = geste.prenom;
    structure.textContent = geste.structure;
    ligne.querySelector("[role=group]").setAttribute("aria-label", `${geste.nom} ${geste.prenom}`);
    this.liste.prepend(ligne);
    this.peindre(ligne, geste.etat);
  }

  refaire(geste) {
    if (geste.moment !== this.moment) return;
    const ligne = this.ligne(geste.qui);
    if (ligne) this.peindre(ligne, geste.etat);
    else if (geste.nom) this.ajouter(geste);
  }

  // --- what is seen ---
  ligne(qui) {
    return this.liste?.querySelector(`[data-qui="${qui}"]`);
  }

  peindre(ligne, etat) {
    ligne.dataset.etat = etat;
    for (const bouton of ligne.querySelectorAll("[data-voulu]")) bouton.setAttribute("aria-pressed", String(bouton.dataset.voulu === etat));
    this.compter();
  }

  compter() {
    const lignes = [...this.liste.children];
    for (const n of racine.querySelectorAll("[data-n]")) {
      const compte = String(lignes.filter((ligne) => (ligne.dataset.etat || A_POINTER) === n.dataset.n).length);
      if (n.textContent !== compte) n.textContent = compte;
    }
  }

  filtrer(texte) {
    const plat = (t) => t.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    const mots = plat(texte).split(/\s+/).filter(Boolean);
    let vues = 0;
    for (const ligne of this.liste?.children || []) {
      const dit = plat(ligne.querySelector(".pointage-nom").textContent);
      ligne.hidden = !mots.every((mot) => dit.includes(mot));
      vues += ligne.hidden ? 0 : 1;
    }
    racine.querySelector("[data-rien]").hidden = vues > 0;
  }

  dire() {
    const n = file().length;
    const attend = n ? `${n} geste${n > 1 ? "s" : ""} gardé${n > 1 ? "s" : ""} sur ce téléphone, ${n > 1 ? "ils partiront" : "il partira"} dès que possible.` : "Tout ce qui était noté est parti.";
    const message = this.horsLigne ? `Pas de réseau. ${attend}` : "";
    this.reseau.hidden = !message;
    if (this.reseau.textContent !== message) this.reseau.textContent = message;
  }

  // --- with the server: one request at a time ---
  async envoyer() {
    if (this.enCours) {
      this.encore = true;
      return;
    }
    this.enCours = true;
    try {
      do {
        this.encore = false;
        await this.echanger();
      } while (this.encore);
      this.horsLigne = false;
    } catch {
      this.horsLigne = true;
    } finally {
      this.enCours = false;
      this.dire();
    }
  }

  async echanger() {
    const gestes = file();
    const url = gestes.length ? racine.dataset.page : `${racine.dataset.etatUrl}?moment=${this.moment}`;
    const corps = { maintenant: Date.now(), moment: this.moment, gestes };
    const envoi = { method: "POST", body: JSON.stringify(corps), headers: { "Content-Type": "application/json", "X-CSRFToken": this.jeton } };
    const reponse = await fetch(url, { ...(gestes.length ? envoi : {}), redirect: "manual" });
    if (reponse.type === "opaqueredirect" || reponse.status === 404 || reponse.status === 403) return this.dehors(reponse.status);
    if (!reponse.ok) throw new Error(String(reponse.status));
    const etat = await reponse.json();
    for (const sequence of etat.recus || []) localStorage.removeItem(PREFIXE + sequence);
    this.jeton = etat.jeton;
    this.appliquer(etat);
  }

  appliquer(etat) {
    const attendent = new Set(file().filter((g) => g.moment === this.moment).map((g) => g.qui));
    const inconnues = etat.lignes.some((l) => !this.ligne(l.i)) || this.liste?.querySelector("[data-qui^=v]");
    if (inconnues && !attendent.size && !this.saisit()) return this.recharger();
    for (const { i, etat: sien, marque, conflit } of etat.lignes) {
      const ligne = this.ligne(i);
      if (!ligne || attendent.has(String(i))) continue;
      ligne.dataset.marque = String(marque);
      ligne.querySelector("[data-conflit]").hidden = !conflit;
      if (ligne.dataset.etat !== sien) this.peindre(ligne, sien);
    }
  }

  // Whoever has just followed a link goes where they wanted.
  recharger() {
    if (!(Date.now() - this.partie < 10_000)) location.reload();
  }

  // Somebody types, or looks for a name: the page stays still.
  saisit() {
    return [...racine.querySelectorAll("input:not([type=hidden])")].some((champ) => champ.value);
  }

  // The session is over, or this person may not any more: nothing readable stays.
  async dehors(statut) {
    (await navigator.serviceWorker?.getRegistration(racine.dataset.page))?.active?.postMessage({ oublier: true });
    if (statut === 404) for (const geste of file()) localStorage.removeItem(PREFIXE + geste.sequence);
    racine.replaceChildren();
    location.reload();
  }
}

async function garderLaPage() {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(racine.dataset.ouvrier, { scope: racine.dataset.page });
  const pret = await navigator.serviceWorker.ready;
  const pieces = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")].map((e) => e.href || e.src);
  const dessins = [...document.querySelectorAll("use[href]")].map((e) => new URL(e.getAttribute("href"), location).href.split("#")[0]);
  const demies = [...racine.querySelectorAll("nav a")].map((e) => e.href);
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = (e) => { racine.querySelector("[data-gardee]").hidden = !e.data; };
  const adresses = [racine.dataset.page, location.href.split("#")[0], ...demies, ...pieces, ...dessins];
  pret.active.postMessage({ garder: [...new Set(adresses)] }, [port2]);
}

if (racine) {
  new Liste();
  garderLaPage().catch(() => {});
}
