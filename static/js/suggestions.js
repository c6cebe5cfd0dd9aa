// Shows, below a search box, the titles that the page of suggestions gives for what is being typed (role combobox).
// Without it the box searches as it always did, and /recherche/suggestions/ is a page like another.
const ATTENTE = 250;
const AU_MOINS = 3;
let numero = 0;

function brancher(formulaire) {
  const champ = formulaire.querySelector("input[type=search]");
  const liste = document.createElement("ul");
  liste.id = `suggestions-${(numero += 1)}`;
  liste.className = "suggestions";
  liste.setAttribute("role", "listbox");
  liste.setAttribute("aria-label", "Titres proposés");
  liste.hidden = true;
  const dit = document.createElement("p");
  dit.className = "vh";
  dit.setAttribute("role", "status");
  formulaire.append(liste, dit);
  for (const [nom, valeur] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": liste.id, autocomplete: "off" })) champ.setAttribute(nom, valeur);
  let minuteur = 0;
  let demande = null;
  let rang = -1;

  const fermer = () => {
    demande?.abort();
    clearTimeout(minuteur);
    liste.hidden = true;
    liste.replaceChildren();
    rang = -1;
    champ.setAttribute("aria-expanded", "false");
    champ.removeAttribute("aria-activedescendant");
    dit.textContent = "";
  };
  const choisir = (vers) => {
    const options = liste.children;
    options[rang]?.setAttribute("aria-selected", "false");
    rang = vers < -1 ? options.length - 1 : vers >= options.length ? -1 : vers;
    if (rang < 0) return champ.removeAttribute("aria-activedescendant");
    options[rang].setAttribute("aria-selected", "true");
    options[rang].scrollIntoView({ block: "nearest" });
    champ.setAttribute("aria-activedescendant", options[rang].id);
  };
  const montrer = (liens) => {
    liste.replaceChildren(...liens.map((lien, i) => {
      const option = document.createElement("li");
      option.id = `${liste.id}-${i}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.adresse = lien.getAttribute("href");
      option.textContent = lien.textContent;
      return option;
    }));
    rang = -1;
    liste.hidden = liens.length === 0;
    champ.setAttribute("aria-expanded", String(!liste.hidden));
    dit.textContent = liens.length ? `${liens.length} titre${liens.length > 1 ? "s" : ""} proposé${liens.length > 1 ? "s" : ""}` : "";
  };
  const demander = async () => {
    demande?.abort();
    demande = new AbortController();
    try {
      const parametres = new URLSearchParams(new FormData(formulaire));
      const reponse = await fetch(`${formulaire.dataset.suggestions}?${parametres}`, { signal: demande.signal });
      if (!reponse.ok) return fermer();
      const page = new DOMParser().parseFromString(await reponse.text(), "text/html");
      if (document.activeElement === champ) montrer([...page.querySelectorAll("ul[data-suggestions] a")]);
    } catch {
      // Another letter was typed, or the network is gone: the box still searches.
    }
  };
  champ.addEventListener("input", () => {
    clearTimeout(minuteur);
    if (champ.value.trim().length < AU_MOINS) return fermer();
    minuteur = setTimeout(demander, ATTENTE);
  });
  champ.addEventListener("keydown", (geste) => {
    if (liste.hidden) return;
    if (geste.key === "ArrowDown" || geste.key === "ArrowUp") {
      geste.preventDefault();
      choisir(rang + (geste.key === "ArrowDown" ? 1 : -1));
    } else if (geste.key === "Escape") {
      geste.preventDefault();
      fermer();
    } else if (geste.key === "Enter" && rang >= 0) {
      geste.preventDefault();
      location.assign(liste.children[rang].dataset.adresse);
    }
  });
  liste.addEventListener("pointerdown", (geste) => {
    const option = geste.target.closest("[role=option]");
    if (!option) return;
    geste.preventDefault();
    location.assign(option.dataset.adresse);
  });
  champ.addEventListener("blur", fermer);
}

for (const formulaire of document.querySelectorAll("form[data-suggestions]")) brancher(formulaire);
