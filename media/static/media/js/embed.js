// The embedded player: start and end also from the fragment, loops between both, no film by itself for those who
// want little motion. A classic script without storage or modules: it runs in a frame with `sandbox="allow-scripts"`.
(() => {
  const film = document.querySelector("video");
  const { start: startOfQuery, end: endOfQuery } = document.querySelector("main").dataset;
  const [startOfFragment, endOfFragment] = (/^#t=([\d.]*),?([\d.]*)/.exec(location.hash) ?? []).slice(1);
  const start = Number(startOfQuery) || Number(startOfFragment) || 0;
  const end = Number(endOfQuery) || Number(endOfFragment) || Infinity;
  let hasStopped = false;

  function begin() {
    if (start && Math.abs(film.currentTime - start) > 1) film.currentTime = Math.min(start, film.duration);
  }

  function stopAtEnd() {
    if (film.currentTime < end || hasStopped) return;
    if (film.loop) {
      film.currentTime = start;
      film.play();
    } else {
      hasStopped = true;
      film.pause();
    }
  }

  if (film.readyState >= HTMLMediaElement.HAVE_METADATA) begin();
  else film.addEventListener("loadedmetadata", begin, { once: true });
  film.addEventListener("timeupdate", stopAtEnd);

  if (film.autoplay && matchMedia("(prefers-reduced-motion: reduce)").matches) {
    film.autoplay = false;
    film.pause();
  }
})();
