// Keeps one page, and what it is drawn with, for a room without network. Its scope is that page.
// It is served below that page, which tells it where drawings are: nothing else is written for each Jeudi.
const ICI = new URL(self.location.href);
const PAGE = new URL(".", ICI).pathname;
const CACHE = `emargement-${PAGE}`;
const STATIQUE = ICI.searchParams.get("statique");
// A page kept longer than that is not shown any more: whoever was suspended meanwhile reads nothing.
const GARDE = 12 * 3600 * 1000;
const VIDE = '<!doctype html><html lang="fr"><meta charset="utf-8"><title>Pas de réseau</title><p>Pas de réseau, et la liste n’est plus gardée sur cet appareil. Réessayez dès que vous avez du réseau.</p>';

const oublier = () => caches.delete(CACHE);

async function ranger(adresse, reponse) {
  const entetes = new Headers(reponse.headers);
  entetes.set("X-Garde-Le", String(Date.now()));
  const cache = await caches.open(CACHE);
  await cache.put(adresse, new Response(await reponse.blob(), { status: 200, headers: entetes }));
}

// True when everything asked for is kept.
async function garder(adresses) {
  const rangees = await Promise.all(adresses.map(async (adresse) => {
    try {
      const reponse = await fetch(adresse, { credentials: "same-origin" });
      if (!reponse.ok || reponse.redirected) return false;
      await ranger(adresse, reponse);
      return true;
    } catch {
      return false;
    }
  }));
  return rangees.every(Boolean);
}

async function page(requete) {
  try {
    const reponse = await fetch(requete);
    if (reponse.ok) await ranger(requete.url, reponse.clone());
    else if (reponse.type === "opaqueredirect" || reponse.status === 403 || reponse.status === 404) await oublier();
    return reponse;
  } catch {
    const cache = await caches.open(CACHE);
    const gardee = await cache.match(requete.url) || await cache.match(PAGE, { ignoreSearch: true });
    if (gardee && Date.now() - Number(gardee.headers.get("X-Garde-Le")) < GARDE) return gardee;
    await oublier();
    return new Response(VIDE, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
  }
}

async function piece(requete) {
  try {
    return await fetch(requete);
  } catch (erreur) {
    const gardee = await (await caches.open(CACHE)).match(requete.url);
    if (gardee) return gardee;
    throw erreur;
  }
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (e) => e.waitUntil(self.clients.claim()));
self.addEventListener("message", (e) => {
  e.waitUntil(e.data.garder ? garder(e.data.garder).then((tout) => e.ports[0]?.postMessage(tout)) : oublier());
});
self.addEventListener("fetch", (e) => {
  const adresse = new URL(e.request.url);
  if (e.request.method !== "GET" || adresse.origin !== self.location.origin) return;
  if (e.request.mode === "navigate" && adresse.pathname === PAGE) e.respondWith(page(e.request));
  else if (adresse.pathname.startsWith(STATIQUE)) e.respondWith(piece(e.request));
});
