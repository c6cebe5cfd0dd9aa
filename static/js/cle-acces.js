// Access keys (WebAuthn): shows the gesture where the browser knows it, and says in words what went wrong.
const formulaires = document.querySelectorAll('form[data-cle]');
if (window.PublicKeyCredential) {
  for (const formulaire of formulaires) formulaire.hidden = false;
  for (const avis of document.querySelectorAll('[data-sans-cle]')) avis.hidden = true;
}
document.addEventListener('allauth.error', (evenement) => {
  evenement.preventDefault();
  for (const erreur of document.querySelectorAll('[data-cle-erreur]')) {
    erreur.textContent = 'La clé d’accès n’a pas répondu. Réessayez, ou choisissez un autre moyen.';
    erreur.hidden = false;
  }
});
