// Filters, search, order and the keys n, p, / of the review page. The page reads well without it.
(() => {
  "use strict";
  const form = document.querySelector("form.tools");
  const list = document.querySelector("ol.rows");
  if (!form || !list) return;
  const units = [...list.children];
  const shown = form.querySelector(".shown");
  // the same spelling of a word whatever its marks, alefs and final letters
  const fold = (text) => text.normalize("NFKC").toLowerCase()
    .replace(/[\u0610-\u061a\u064b-\u065f\u0670\u0640]/g, "")
    .replace(/[أإآٱ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه").replace(/[ؤئ]/g, "ء")
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660));
  const folded = units.map((unit) =>
    fold([...unit.querySelectorAll(".text")].map((side) => side.textContent).join("\n")));
  const apply = () => {
    const key = form.elements.filter.value;
    const sought = fold(form.elements.search.value.trim());
    let count = 0;
    units.forEach((unit, place) => {
      const fits = unit.dataset.flags.split(" ").includes(key) && folded[place].includes(sought);
      unit.hidden = !fits;
      count += fits;
    });
    shown.textContent = `${count} of ${units.length} shown`;
  };
  const order = () => {
    const byDoubt = form.elements.order.value === "doubt";
    const sorted = byDoubt ? [...units].sort((a, b) => a.dataset.rank - b.dataset.rank) : units;
    list.append(...sorted);
  };
  const step = (direction) => {
    const visible = [...list.children].filter((unit) => !unit.hidden && unit.dataset.flags.split(" ").includes("look"));
    if (!visible.length) return;
    const now = visible.indexOf(list.querySelector(".current"));
    const next = visible[(now < 0 ? (direction > 0 ? 0 : visible.length - 1)
      : (now + direction + visible.length) % visible.length)];
    list.querySelector(".current")?.classList.remove("current");
    next.classList.add("current");
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => (event.target.name === "order" ? order() : apply()));
  form.elements.previous.addEventListener("click", () => step(-1));
  form.elements.next.addEventListener("click", () => step(1));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input[type=search], select")) return;
    if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
    else if (event.key === "/") { event.preventDefault(); form.elements.search.focus(); }
  });
  for (const mark of document.querySelectorAll("mark[data-said]")) mark.title = mark.dataset.said;
  apply();
})();
