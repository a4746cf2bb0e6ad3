// What the tests ask of the layout of a page. Each function returns descriptions; an empty list means that all is well.
// It is evaluated in the page, so it must be one expression.
window.layout = (() => {
  const SMALLEST_TARGET = 24; // pixels, WCAG 2.5.8
  const THINNEST_OUTLINE = 2; // pixels, WCAG 2.4.13
  const INTERACTIVE = "a[href], button, input:not([type=hidden]), select, textarea, summary, video, [tabindex='0']";

  const describe = (element) => element.outerHTML.slice(0, 140).replace(/\s+/g, " ");
  const isShown = (element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  const isForEarsOnly = (element) =>
    element !== null && (getComputedStyle(element).clipPath === "inset(50%)" || isForEarsOnly(element.parentElement));
  const cuts = (overflow) => overflow === "hidden" || overflow === "clip";

  // Elements that reach beyond the right edge, if the page scrolls sideways.
  function sideways() {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.querySelectorAll("body *")].filter(
      (element) => isShown(element) && element.getBoundingClientRect().right > root.clientWidth + 1,
    );
    return [`${root.scrollWidth} > ${root.clientWidth}`, ...wide.map(describe)];
  }

  // Boxes that cut their text off.
  function clipped() {
    return [...document.querySelectorAll("body *")]
      .filter((element) => isShown(element) && !isForEarsOnly(element) && element.textContent.trim())
      .filter((element) => {
        const style = getComputedStyle(element);
        return (
          (cuts(style.overflowX) && element.scrollWidth > element.clientWidth + 1) ||
          (cuts(style.overflowY) && element.scrollHeight > element.clientHeight + 1)
        );
      })
      .map(describe);
  }

  // Controls that a finger misses. Links within a sentence are excepted by WCAG.
  function smallTargets() {
    return [...document.querySelectorAll(INTERACTIVE)]
      .filter((element) => isShown(element) && !isForEarsOnly(element))
      .filter((element) => getComputedStyle(element).display !== "inline")
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect();
        return Math.min(width, height) < SMALLEST_TARGET;
      })
      .map(describe);
  }

  // The link of a card shows its focus around the whole card.
  function hasOutline(element) {
    return [getComputedStyle(element), getComputedStyle(element, "::after")].some(
      (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= THINNEST_OUTLINE,
    );
  }

  function isInView(element) {
    const box = element.getBoundingClientRect();
    const seen = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
    return seen >= Math.min(box.height, innerHeight / 2) - 1 && box.left >= -1 && box.right <= innerWidth + 1;
  }

  function isCovered(element) {
    const box = element.getClientRects()[0];
    const found = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return !(found && (element.contains(found) || found.contains(element)));
  }

  // Where the keyboard stands: nothing when it left the page. The controls inside a video belong to the browser.
  function stop() {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const faults = [];
    if (element.localName !== "video" && !hasOutline(element)) faults.push("no outline");
    if (!isInView(element)) faults.push("outside the window");
    else if (isCovered(element)) faults.push("covered");
    window.stops ??= [];
    if (!window.stops.includes(element)) window.stops.push(element);
    return { number: window.stops.indexOf(element), name: describe(element), faults };
  }

  // Everything that the keyboard must reach.
  function reachable() {
    return [...document.querySelectorAll(INTERACTIVE)].filter(
      (element) => isShown(element) && !element.disabled && element.tabIndex >= 0,
    );
  }

  // Of a group of radio buttons the keyboard reaches one; the arrow keys lead to the others.
  function isReached(element) {
    const group = element.type === "radio" ? [...document.getElementsByName(element.name)] : [element];
    return group.some((member) => (window.stops ?? []).includes(member));
  }

  const missed = () => reachable().filter((element) => !isReached(element)).map(describe);

  return { sideways, clipped, smallTargets, stop, missed };
})();
