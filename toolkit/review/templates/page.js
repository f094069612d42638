// Filters, search, order and the keys n, p and / of the review page, which reads well without them.
(() => {
  "use strict";
  const form = document.querySelector("form.tools");
  const list = document.querySelector("ol.rows");
  if (!form || !list) return;
  const units = [...list.children];
  const { filter, order, search, previous, next } = form.elements;
  const shown = form.querySelector(".shown");
  const has = (unit, flag) => unit.dataset.flags.split(" ").includes(flag);

  // One spelling for all of a word's: as toolkit.languages.arabic.fold has it, and digits by value.
  const fold = (text) => text.normalize("NFKC").toLowerCase()
    .replace(/[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0640]/g, "")
    .replace(/[أإآٱ]/g, "ا").replace(/[ىی]/g, "ي").replace(/ة/g, "ه").replace(/[ؤئ]/g, "ء").replace(/ک/g, "ك")
    .replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt(0) & 15)
    .replace(/\s+/g, " ");
  const texts = units.map((unit) => fold([...unit.querySelectorAll(".text, .where")].map((part) => part.textContent).join("\n")));

  const apply = () => {
    const sought = fold(search.value.trim());
    const fits = units.map((unit, place) => has(unit, filter.value) && texts[place].includes(sought));
    units.forEach((unit, place) => { unit.hidden = !fits[place]; });
    shown.textContent = `${fits.filter(Boolean).length} of ${units.length} shown`;
  };
  const arrange = () => {
    const byDoubt = order.value === "doubt";
    list.classList.toggle("by-doubt", byDoubt);
    list.append(...(byDoubt ? [...units].sort((one, other) => one.dataset.rank - other.dataset.rank) : units));
  };
  const goTo = (unit) => {
    list.querySelector(".current")?.classList.remove("current");
    unit.classList.add("current");
    unit.focus({ preventScroll: true });
    unit.scrollIntoView({ block: "center" });
  };
  // From where the reader is: the unit last gone to, or the start.
  const step = (direction) => {
    const place = new Map([...list.children].map((unit, index) => [unit, index]));
    const now = place.get(list.querySelector(".current")) ?? -1;
    const stops = [...place.keys()].filter((unit) => !unit.hidden && has(unit, "look"));
    const stop = direction > 0
      ? stops.find((unit) => place.get(unit) > now) ?? stops[0]
      : stops.findLast((unit) => place.get(unit) < now) ?? stops.at(-1);
    if (stop) goTo(stop);
  };
  // A link from the matrix leads to its unit even where a filter hides it.
  const follow = () => {
    const unit = units.find((unit) => `#${unit.id}` === location.hash);
    if (!unit) return;
    if (unit.hidden) { filter.value = "all"; search.value = ""; apply(); }
    goTo(unit);
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    if (event.target.name === "filter") order.value = filter.value === "look" ? "doubt" : "place";
    if (event.target.name !== "search") arrange();
    apply();
  });
  next.addEventListener("click", () => step(1));
  previous.addEventListener("click", () => step(-1));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input[type=search], select")) return;
    if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
    else if (event.key === "/") { event.preventDefault(); search.focus(); }
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { search.value = ""; apply(); search.blur(); }
  });
  list.addEventListener("click", (event) => {
    if (event.target.closest("mark")) event.target.closest(".unit").querySelector("details").open = true;
  });
  window.addEventListener("hashchange", follow);
  window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((part) => { part.open = true; }));
  apply();
  follow();
})();
