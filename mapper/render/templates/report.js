"use strict";
(() => {
  document.documentElement.classList.add("js");
  const tables = [...document.querySelectorAll("main table:not(.numbers)")];
  const ofHubs = tables.filter((table) => table.querySelector("td.over"));
  const hubs = [...document.querySelectorAll("[data-column]")];
  const differences = document.getElementById("differences");
  const find = document.getElementById("find");
  const found = document.getElementById("found");
  const told = document.getElementById("told");
  const trace = document.getElementById("trace");

  /* Columns of Hubs that are not wanted, and rows in which Hubs do not differ, are hidden; nothing is taken out. */
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [sheet];
  const show = () => {
    const unwanted = hubs.filter((box) => !box.checked).map((box) => Number(box.dataset.column) + 1);
    const rules = unwanted.map((column) =>
      `table.of-hubs tr > :nth-child(${column}):not(.over):not([colspan]) { display: none }`);
    if (differences.checked) rules.push("table.of-hubs tbody tr:has(td.over:not(.differs)) { display: none }");
    sheet.replaceSync(rules.join("\n"));
  };
  for (const table of ofHubs) table.classList.add("of-hubs");
  for (const box of [...hubs, differences]) box.addEventListener("change", show);

  /* Finding: the parts that hold the words are opened; Enter goes on to the next place. */
  let index = null;
  let places = [];
  let at = 0;
  const textOf = () => {
    index ??= [...document.querySelectorAll("main li, main td, main dd, main [scope=row], main h3, main h4")]
      .map((one) => [one, one.textContent.toLowerCase()]);
    return index;
  };
  const go = () => {
    document.querySelector(".found")?.classList.remove("found");
    const place = places[at];
    if (!place) return;
    for (let holder = place.closest("details"); holder; holder = holder.parentElement.closest("details")) holder.open = true;
    place.classList.add("found");
    place.scrollIntoView({ block: "center" });
  };
  const search = () => {
    const wanted = find.value.trim().toLowerCase();
    places = wanted.length < 2 ? [] : textOf().filter(([, text]) => text.includes(wanted)).map(([one]) => one);
    at = 0;
    found.textContent = wanted.length < 2 ? "" : `${places.length} ${places.length === 1 ? "place" : "places"}`;
    document.querySelector(".found")?.classList.remove("found");
  };
  find.addEventListener("focus", textOf);
  find.addEventListener("input", search);
  find.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !places.length) return;
    event.preventDefault();
    go();
    found.textContent = `${at + 1} of ${places.length} places`;
    at = (at + 1) % places.length;
  });

  /* What a cell or box rests on. */
  const open = (heading, lines, id) => {
    const link = document.createElement("a");
    link.href = `#${id}`;
    link.textContent = `Link to this: #${id}`;
    link.addEventListener("click", () => trace.close());
    document.getElementById("trace-link").replaceChildren(...(id ? [link] : []));
    trace.querySelector("h2").textContent = heading;
    trace.querySelector("ul").replaceChildren(...lines.map((line) => {
      const item = document.createElement("li");
      item.textContent = line;
      return item;
    }));
    trace.showModal();
  };
  trace.querySelector("button").addEventListener("click", () => trace.close());
  const openCell = (cell) => {
    const label = cell.parentElement.querySelector("[scope=row]")?.textContent.trim() ?? "";
    const column = cell.closest("table").tHead?.rows[0].cells[cell.cellIndex]?.textContent.trim() ?? "";
    open(`${label}: ${column}`, [cell.innerText.trim(), ...cell.title.split("; ")], cell.parentElement.id);
  };
  const openBox = (group) => {
    const drawing = group.closest("figure");
    const name = group.querySelector("title")?.textContent.trim() ?? "";
    const textOfBox = (one) => one.querySelector("strong").textContent.replace(/^\S+ /, "");
    const item = [...drawing.querySelectorAll("li.box")].find((one) => name.startsWith(textOfBox(one)));
    if (item) open(textOfBox(item), [...item.querySelectorAll(".said, .rests")].map((one) => one.textContent.trim()), drawing.id);
  };
  document.addEventListener("click", (event) => {
    const cell = event.target.closest("td[title]");
    const group = event.target.closest("g.box");
    if (cell && !getSelection().toString()) openCell(cell);
    else if (group) openBox(group);
  });

  /* Cells can be gone through by arrow keys, one stop of the Tab key for each table. */
  for (const table of tables) {
    const first = table.querySelector("td[title]");
    if (first) first.tabIndex = 0;
    table.addEventListener("keydown", (event) => {
      const cell = event.target.closest("td");
      if (!cell || event.target !== cell) return;
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        if (cell.title) openCell(cell);
        return;
      }
      const rows = [...table.querySelectorAll("tbody tr:has(td)")];
      const row = rows.indexOf(cell.parentElement);
      const [down, right] = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[event.key] ?? [0, 0];
      const next = rows[row + down]?.cells[cell.cellIndex + right];
      if ((down || right) && next?.tagName === "TD") {
        event.preventDefault();
        cell.tabIndex = -1;
        next.tabIndex = 0;
        next.focus();
      }
    });
  }

  /* Sorting within groups of rows, and back; copying as a spreadsheet takes it. */
  const textIn = (row, column) => row.cells[column]?.innerText.trim() ?? "";
  const compare = (one, other) => one.localeCompare(other, "en-GB", { numeric: true });
  for (const table of tables) {
    const original = new Map([...table.querySelectorAll("tbody tr")].map((row, number) => [row, number]));
    for (const heading of table.tHead?.rows[0].cells ?? []) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => {
        const order = { none: "ascending", ascending: "descending", descending: "none" }[heading.ariaSort ?? "none"];
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        if (order !== "none") heading.ariaSort = order;
        for (const body of table.tBodies) {
          const rows = [...body.rows].filter((row) => !row.querySelector("[scope=rowgroup]"));
          const sign = order === "descending" ? -1 : 1;
          rows.sort((one, other) => order === "none" ? original.get(one) - original.get(other)
            : sign * compare(textIn(one, heading.cellIndex), textIn(other, heading.cellIndex)));
          body.append(...rows);
        }
      });
    }
    const copy = document.createElement("button");
    copy.type = "button";
    copy.className = "copy";
    copy.textContent = `Copy ${table.caption?.textContent.split(":")[0] ?? "this table"}, for a spreadsheet`;
    copy.addEventListener("click", async () => {
      const lines = [...table.rows].filter((row) => row.offsetParent !== null || row.getClientRects().length)
        .map((row) => [...row.cells].filter((cell) => cell.getClientRects().length)
          .map((cell) => cell.innerText.trim().replace(/\s*\n\s*/g, "; ").replace(/^[=+\-@]/, "'$&")).join("\t"));
      try {
        await navigator.clipboard.writeText(lines.join("\n"));
        told.textContent = `${lines.length} rows copied.`;
      } catch {
        told.textContent = "This browser does not let the page copy. Please select the table and copy it yourself.";
      }
    });
    table.closest(".scroll").before(copy);
  }

  /* What a Hub's record says is printed, though it is closed on the screen. */
  addEventListener("beforeprint", () => { for (const part of document.querySelectorAll(".hub > details")) part.open = true; });

  /* The place in the contents. */
  const links = new Map([...document.querySelectorAll("nav ol a")].map((link) => [link.hash.slice(1), link]));
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      const link = links.get(entry.target.id);
      if (link && entry.isIntersecting) {
        for (const other of links.values()) other.removeAttribute("aria-current");
        link.setAttribute("aria-current", "true");
      }
    }
  }, { rootMargin: "0px 0px -70% 0px" });
  for (const section of document.querySelectorAll("main > section")) seen.observe(section);
})();
