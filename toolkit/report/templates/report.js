// Filters, rules and search of the report, which reads well without them.
(() => {
  "use strict";
  const opened = () => {
    const place = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const concept = place && place.closest("details");
    if (concept && !concept.open) { concept.open = true; place.scrollIntoView({ block: "center" }); }
  };
  window.addEventListener("hashchange", opened);
  window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((part) => { part.open = true; }));
  // A concordance line shows the term in the middle: the end of what stands before it, the start of what follows.
  opened();
  const form = document.querySelector("form.tools");
  const list = document.querySelector("ol.rows");
  if (!form || !list) return;
  const found = [...list.children];
  const { filter, rule, search } = form.elements;
  const shown = form.querySelector(".shown");
  // One spelling for all of a word's: as toolkit.languages.arabic.fold has it, and digits by value.
  const fold = (text) => text.normalize("NFKC").toLowerCase()
    .replace(/[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0640]/g, "")
    .replace(/[أإآٱ]/g, "ا").replace(/[ىی]/g, "ي").replace(/ة/g, "ه").replace(/[ؤئ]/g, "ء").replace(/ک/g, "ك")
    .replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt(0) & 15)
    .replace(/\s+/g, " ");
  const texts = found.map((one) => fold(one.textContent));
  const apply = () => {
    const sought = fold(search.value.trim());
    let count = 0;
    found.forEach((one, place) => {
      const fits = one.dataset.flags.split(" ").includes(filter.value)
        && (!rule.value || one.dataset.rule === rule.value) && texts[place].includes(sought);
      one.hidden = !fits;
      count += fits;
    });
    shown.textContent = `${count} of ${found.length} shown`;
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", apply);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input[type=search], select")) return;
    if (event.key === "/") { event.preventDefault(); search.focus(); }
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { search.value = ""; apply(); search.blur(); }
  });
  apply();
})();
