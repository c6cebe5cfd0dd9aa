// Starts the widgets of Wagtail's admin whose inline script is emitted as data (templates/wagtailadmin/, centre/gestion/csp.py).
const marque = "[data-gestion-init]:not([data-fait])";

// Rows added to a panel start their widgets before addForm returns: the caller fills them at once.
function panneau(Panneau, options) {
  const instance = new Panneau(options);
  const ajouter = instance.addForm.bind(instance);
  instance.addForm = (...args) => {
    const rendu = ajouter(...args);
    demarrer();
    return rendu;
  };
}

const departs = {
  date: ({ cible }, options) => window.initDateChooser(cible, options),
  instant: ({ cible }, options) => window.initDateTimeChooser(cible, options),
  heure: ({ cible }, options) => window.initTimeChooser(cible, options),
  choix: ({ cible, constructeur }, options) => new window[constructeur](cible, options),
  lignes: (_, options) => panneau(window.InlinePanel, options),
  selection: (_, options) => panneau(window.MultipleChooserPanel, options),
};

function demarrer() {
  for (const element of document.querySelectorAll(marque)) {
    element.dataset.fait = "";
    departs[element.dataset.gestionInit](element.dataset, JSON.parse(element.dataset.options));
  }
}

demarrer();
new MutationObserver(demarrer).observe(document.body, { childList: true, subtree: true });
