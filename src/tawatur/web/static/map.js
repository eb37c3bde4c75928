// The map: circles drawn from the list beside it, so that both say the same.
(() => {
  "use strict";
  const place = document.getElementById("map");
  if (!place || !window.L) return;
  const L = window.L;
  const styles = getComputedStyle(document.documentElement);
  const ink = (name) => styles.getPropertyValue(name).trim();
  const dark = styles.colorScheme === "dark";

  const map = L.map(place, { zoomControl: false, attributionControl: false, minZoom: 2, maxZoom: 11, worldCopyJump: false });
  L.control.zoom({ zoomInTitle: place.dataset.in, zoomOutTitle: place.dataset.out }).addTo(map);
  map.setView([29, 38], 4);
  const base = window.tawaturBasemap;
  L.geoJSON(base.countries, { interactive: false, style: { color: dark ? "#46606a" : "#a9b8b4", weight: 1, fillColor: dark ? "#1d2b30" : "#f4f1e8", fillOpacity: 1 } }).addTo(map);
  L.geoJSON(base.regions, { interactive: false, style: { color: dark ? "#33474e" : "#cfd4cb", weight: 0.6, fill: false } }).addTo(map);

  // Names of towns: more of them the closer one looks.
  const towns = L.layerGroup().addTo(map);
  const label = () => {
    towns.clearLayers();
    const bounds = map.getBounds();
    const most = 12 + 6 * Math.max(0, map.getZoom() - 5);
    const taken = [];
    let count = 0;
    for (const [lat, lon, arabic, english] of base.towns) {
      if (count >= most) break;
      if (!bounds.contains([lat, lon])) continue;
      const at = map.latLngToContainerPoint([lat, lon]);
      if (taken.some((one) => Math.abs(one.x - at.x) < 72 && Math.abs(one.y - at.y) < 15)) continue;
      taken.push(at);
      count += 1;
      L.circleMarker([lat, lon], { radius: 1.6, stroke: false, fillColor: dark ? "#8fa3aa" : "#5d7076", fillOpacity: 1, interactive: false }).addTo(towns)
        .bindTooltip(place.dataset.lang === "ar" ? arabic : english || arabic, { permanent: true, direction: "right", className: "town", offset: [3, 0], interactive: false });
    }
  };

  const tones = { several: ink("--agrees"), disputed: ink("--conflicts"), single: ink("--superseded"), announced: ink("--alone") };
  const all = [];
  for (const item of document.querySelectorAll(".spot")) {
    const at = [Number(item.dataset.lat), Number(item.dataset.lon)];
    const tone = tones[item.dataset.standing];
    const area = L.circle(at, { radius: 1000 * Number(item.dataset.km), color: tone, weight: 1, dashArray: "4 4", fillColor: tone, fillOpacity: 0.12, interactive: false }).addTo(map);
    const dot = L.circleMarker(at, { radius: 7, color: dark ? "#14181a" : "#fff", weight: 2, fillColor: tone, fillOpacity: 1 }).addTo(map);
    const box = document.createElement("div");
    box.dir = place.dataset.pageDir;
    box.append(...[...item.childNodes].map((node) => node.cloneNode(true)));
    dot.bindPopup(box, { maxWidth: 320 });
    all.push(area);
    item.addEventListener("pointerenter", () => dot.setRadius(11));
    item.addEventListener("pointerleave", () => dot.setRadius(7));
    item.addEventListener("focusin", () => { dot.setRadius(11); });
    item.addEventListener("focusout", () => dot.setRadius(7));
  }
  if (all.length) map.fitBounds(L.featureGroup(all).getBounds().pad(0.15), { maxZoom: 7 });
  map.on("moveend", label);
  label();
})();
