// Loaded first where a rich-text editor runs (back-office, écho), with the page's nonce: gives it to every style element a widget makes, since the policy has no unsafe-inline.
const { nonce } = document.currentScript;
const creer = Document.prototype.createElement;
Document.prototype.createElement = function (nom, ...suite) {
  const element = creer.call(this, nom, ...suite);
  if (String(nom).toLowerCase() === "style") element.nonce = nonce;
  return element;
};
