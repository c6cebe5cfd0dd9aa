"""What is measured of a page, in the browser: each function returns the faults found, in words."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe

AXE = Axe()
#: CSS pixels; the house's own rule for a thumb (--cible), less the rounding of a browser.
CIBLE = 43.5
DEBORDE = """() => {
  const large = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= large) return [];
  const cache = (e) => { for (let p = e.parentElement; p; p = p.parentElement) {
    if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(p).overflowX)) return true; } return false; };
  const loin = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > large + 1 && !cache(e));
  return [`${document.documentElement.scrollWidth} > ${large} : ${loin.slice(-1).map((e) => e.outerHTML.slice(0, 120))}`];
}"""
# A link inside a sentence is exempt, as in WCAG 2.5.8; a box or a radio is as large as its label.
PETITES = """(cible) => {
  const dansUnePhrase = (e) => e.tagName === "A" && getComputedStyle(e).display === "inline" &&
    e.closest("p, li, dd, td, figcaption, .texte, div")?.innerText.trim().length > e.innerText.trim().length + 3;
  const vue = (e) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && e.getBoundingClientRect().width > 1;
  const selecteur = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [contenteditable=true]";
  return [...document.querySelectorAll(selecteur)].filter((e) => vue(e) && !dansUnePhrase(e)).flatMap((e) => {
    const boites = [e, ...(/^(checkbox|radio)$/.test(e.type) ? e.labels : [])].map((x) => x.getBoundingClientRect());
    const haut = Math.max(...boites.map((r) => r.height)), large = Math.max(...boites.map((r) => r.width));
    return haut < cible || large < (e.tagName === "A" ? 24 : cible)
      ? [`${Math.round(large)}×${Math.round(haut)} ${e.outerHTML.replace(/\\s+/g, " ").slice(0, 110)}`] : [];
  });
}"""
# Where the keyboard is: is it drawn (an outline; on the map, a thick stroke), and wholly in sight above the bar of gestures?
FOYER = """() => {
  const e = document.activeElement, style = (x) => getComputedStyle(x);
  const vu = e.closest(".photo") ?? e, r = vu.getBoundingClientRect(), barre = document.querySelector(".barre");
  const b = barre && !barre.contains(e) ? barre.getBoundingClientRect() : { top: innerHeight, bottom: innerHeight };
  const couvert = r.bottom > b.top + 1 && r.top < b.bottom - 1;
  const nom = e.getAttribute("aria-label") || [...(e.labels ?? [])].map((l) => l.innerText).join(" ") || e.innerText || "";
  return {
    nom: nom.trim().replace(/\\s+/g, " "),
    element: e.outerHTML.slice(0, 120),
    entoure: (style(vu).outlineStyle !== "none" && parseFloat(style(vu).outlineWidth) >= 2) ||
      [...e.querySelectorAll(":scope > path")].some((trait) => parseFloat(style(trait).strokeWidth) >= 4),
    entier: r.height > b.top || (r.top >= -1 && r.bottom <= innerHeight + 1 && !couvert),
    mesures: [r.top, r.bottom, b.top, innerHeight],
  };
}"""
#: Two frames drawn.
IMAGE_SUIVANTE = "() => new Promise((fini) => requestAnimationFrame(() => requestAnimationFrame(fini)))"


def mesurer(page: Any, script: str, argument: Any = None) -> Any:
    """What a script finds once the page a click has just asked for is there (its document is empty at first)."""
    page.wait_for_load_state()
    return page.evaluate(script, argument)


def axe(page: Any) -> list[str]:
    """Violations of axe's rules (WCAG 2.2 A and AA, and its good practices)."""
    page.wait_for_load_state()
    page.evaluate("() => document.getAnimations().forEach((animation) => animation.finish())")  # a colour on its way is no colour
    resultats = AXE.run(page).response
    return [
        f"{v['id']} ({v['impact']}) : {noeud['target']} {noeud['html'][:120]}"
        for v in resultats["violations"]
        for noeud in v["nodes"][:3]
    ]


def debordement(page: Any) -> list[str]:
    """A page wider than its window."""
    return mesurer(page, DEBORDE)


def petites_cibles(page: Any) -> list[str]:
    """What a thumb would miss."""
    return mesurer(page, PETITES, CIBLE)


def faute_du_foyer(ici: dict[str, Any]) -> str:
    """What is wrong with the element the focus is on ("" when nothing is, or when it is the page itself)."""
    if ici["element"].startswith("<body") or (ici["entoure"] and ici["entier"]):
        return ""
    return f"{'sous la barre' if ici['entoure'] else 'sans contour'} : {ici['element']}"


def au_clavier(page: Any) -> list[str]:
    """The stops of the Tab key, from the first to the last, that cannot be seen."""
    page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
    fautes: list[str] = []
    for rang in range(300):
        page.keyboard.press("Tab")
        ici = page.evaluate(FOYER)
        if faute_du_foyer(ici):  # the page may still be scrolling to it
            page.evaluate(IMAGE_SUIVANTE)
            ici = page.evaluate(FOYER)
        if rang and ici["element"].startswith("<body"):
            break
        fautes.append(faute_du_foyer(ici))
    return sorted({faute for faute in fautes if faute})


def agrandir(page: Any, taille: int) -> None:
    """The size of plain text its reader chose, in pixels (16 by default)."""
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": taille}})
