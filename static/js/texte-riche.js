// Before the editor starts: gives it the HTML in place of the plain text printed for browsers without JavaScript, and our words.
const BOUTONS = {
  bold: "Gras",
  italic: "Italique",
  heading3: "Intertitre",
  heading4: "Petit intertitre",
  bulletList: "Liste à puces",
  orderedList: "Liste numérotée",
  blockquote: "Citation",
  link: "Lien",
  unlink: "Enlever le lien",
  "history:undo": "Annuler la dernière frappe",
  "history:redo": "Rétablir",
};
const DIALOGUE = {
  "Edit Link": "Lien",
  URL: "Adresse",
  Title: "Ce qu’on trouve à cette adresse (facultatif)",
  Update: "Enregistrer",
  Cancel: "Annuler",
};
window.gettext ??= (mots) => DIALOGUE[mots] ?? mots;

// A text with two editions: one button marks the passage *réservé* (list items whole), or takes the mark away.
function boutonReserve(barre, editeur) {
  const bouton = document.createElement("button");
  bouton.type = "button";
  bouton.className = "prose-menubar__button reserve-bouton";
  bouton.textContent = "Réservé";
  bouton.title = "Réservé : absent de l’édition publique";
  const passages = () => {
    const { from, to } = editeur.state.selection;
    const trouves = [];
    editeur.state.doc.nodesBetween(from, to, (noeud, position) => {
      const entier = ["listItem", "heading", "paragraph"].includes(noeud.type.name);
      if (entier) trouves.push([noeud, position]);
      return !entier;
    });
    return trouves;
  };
  const tous = () => passages().every(([noeud]) => noeud.attrs.class === "reserve");
  bouton.addEventListener("click", () => {
    const classe = tous() ? null : "reserve";
    const transaction = editeur.state.tr;
    for (const [, position] of passages()) transaction.setNodeAttribute(position, "class", classe);
    editeur.view.dispatch(transaction);
    editeur.commands.focus();
  });
  const suivre = () => bouton.setAttribute("aria-pressed", tous());
  editeur.on("transaction", suivre);
  suivre();
  barre.append(bouton);
}

function habiller(bloc, champ, editeur) {
  const libelle = document.querySelector(`label[for="${champ.id}"]`)?.firstChild.textContent.trim() || "Texte";
  const zone = editeur.view.dom;
  zone.setAttribute("aria-label", libelle);
  zone.setAttribute("role", "textbox");
  zone.setAttribute("aria-multiline", "true");
  for (const nom of ["aria-describedby", "aria-invalid"]) if (champ.hasAttribute(nom)) zone.setAttribute(nom, champ.getAttribute(nom));
  // A label leads to its field: the textarea itself is hidden.
  document.querySelector(`label[for="${champ.id}"]`)?.addEventListener("click", () => editeur.commands.focus());
  const barre = bloc.querySelector(".prose-menubar");
  barre.setAttribute("role", "group");
  barre.setAttribute("aria-label", `Mise en forme : ${libelle}`);
  const boutons = [...barre.querySelectorAll("button[data-name]")];
  for (const bouton of boutons) {
    bouton.title = BOUTONS[bouton.dataset.name];
    bouton.setAttribute("aria-label", bouton.title);
  }
  const suivre = () => boutons.forEach((bouton) => {
    bouton.setAttribute("aria-disabled", bouton.classList.contains("disabled"));
    if (!/^(link|unlink|history:)/.test(bouton.dataset.name)) bouton.setAttribute("aria-pressed", bouton.classList.contains("active"));
  });
  editeur.on("transaction", suivre);
  suivre();
  if (champ.getAttribute("data-django-prose-editor-configurable").includes('"NodeClass"')) boutonReserve(barre, editeur);
}

for (const bloc of document.querySelectorAll("[data-texte-riche]")) {
  const champ = bloc.querySelector("textarea");
  const [format, origine] = bloc.querySelectorAll("input[type=hidden]");
  const texte = champ.value;
  format.value = "html";
  champ.value = origine.value;
  bloc.addEventListener("prose-editor:ready", ({ detail: { editor } }) => {
    champ.editeur = editor;
    editor.on("create", () => habiller(bloc, champ, editor)); // its toolbar is made then
  });
  // The editor did not arrive (cut network): back to plain text.
  addEventListener("load", () => {
    if (champ.editeur || champ.value !== origine.value) return;
    format.value = "texte";
    champ.value = texte;
  });
}
