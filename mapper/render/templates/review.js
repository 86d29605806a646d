"use strict";
(() => {
  const root = document.documentElement;
  const form = document.getElementById("answers");
  const told = document.getElementById("told");
  const kept = document.getElementById("kept");
  const progress = document.getElementById("progress");
  const counted = document.getElementById("counted");
  const { hub, page } = form.dataset;
  const place = `mapper-review:${hub}:${page}`;
  const cards = [...form.querySelectorAll(".card")];
  const asked = [...form.querySelectorAll(".open-query")];
  const sections = [...form.querySelectorAll(".part")];
  const toSign = sections.filter((section) => !("signed" in section.dataset));
  const whole = document.getElementById("sign-all");
  root.classList.add("js");

  /* An open query within a card is answered on its own: of a card, only its own question counts. */
  const own = (holder) => holder.querySelector(".ask") ?? holder;
  const chosen = (holder) => own(holder).querySelector("input[type=radio]:checked")?.value ?? "";
  const field = (holder, name) => holder.querySelector(`[data-field="${name}"]`);
  const text = (holder, name) => field(holder, name)?.value.trim() ?? "";
  const two = (number) => String(number).padStart(2, "0");
  const parts = (holder) => [...holder.querySelectorAll("[data-line]")];
  const signing = (section) => section.querySelector(".sign input");
  const choose = (holder, value) => {
    for (const radio of own(holder).querySelectorAll("input[type=radio]")) radio.checked = radio.value === value;
  };

  const answerOf = (card) => {
    const corrections = {};
    for (const part of parts(card)) if (part.value.trim()) corrections[part.dataset.line] = part.value.trim();
    const answer = chosen(card);
    const said = text(card, answer === "query" ? "question" : "why");
    return { card: card.dataset.id, about: card.dataset.about, digest: card.dataset.digest, answer, text: said, corrections };
  };
  const isAnswered = ({ answer, text: said, corrections }) =>
    answer === "right" || (answer === "query" && said !== "") || (answer === "correct" && Object.keys(corrections).length > 0);
  const replyOf = (query) => ({ query: query.dataset.query, answer: chosen(query), text: text(query, "reply") });
  const isReplied = ({ answer, text: said }) => answer === "settled" || (answer === "open" && said !== "");

  /* What the form holds, whatever is complete of it: kept in the browser. */
  const held = () => ({
    by: form.elements.by.value,
    note: form.elements.note.value,
    cards: Object.fromEntries(cards.map((card) => [card.dataset.id, {
      answer: chosen(card), question: text(card, "question"), why: text(card, "why"),
      lines: Object.fromEntries(parts(card).map((part) => [part.dataset.line, part.value])),
    }])),
    queries: Object.fromEntries(asked.map((query) => [query.dataset.query, { answer: chosen(query), reply: text(query, "reply") }])),
    missed: Object.fromEntries(sections.map((section) => [section.id, text(section, "missed")])),
    signed: sections.filter((section) => signing(section).checked).map((section) => section.id),
  });

  const restore = (state) => {
    form.elements.by.value = state.by;
    form.elements.note.value = state.note;
    for (const card of cards) {
      const said = state.cards[card.dataset.id];
      if (!said) continue;
      choose(card, said.answer);
      field(card, "question").value = said.question;
      field(card, "why").value = said.why;
      for (const part of parts(card)) part.value = said.lines[part.dataset.line] ?? "";
    }
    for (const query of asked) {
      const said = state.queries[query.dataset.query];
      if (!said) continue;
      choose(query, said.answer);
      field(query, "reply").value = said.reply;
    }
    for (const section of sections) {
      field(section, "missed").value = state.missed[section.id] ?? "";
      signing(section).checked = state.signed.includes(section.id);
    }
  };

  /* What stands in the way of signing a section, in words; empty if nothing does. */
  const hindrance = (section) => {
    if (section.dataset.errors !== "0") return "The research team has to correct an error in this section first.";
    const queried = [...section.querySelectorAll(".card")].some((card) => ["query", "correct"].includes(chosen(card)));
    const unsettled = [...section.querySelectorAll(".open-query")].some((query) => chosen(query) !== "settled");
    if (queried || text(section, "missed")) return "You have asked for a change here. You can sign this section once that is settled.";
    return unsettled ? "There is an open query in this section. Please say above whether it is settled." : "";
  };

  const show = () => {
    let answered = 0;
    for (const card of cards) {
      const answer = chosen(card);
      for (const more of own(card).querySelectorAll(".more")) more.hidden = more.dataset.for !== answer;
      card.querySelector(".clear").hidden = answer === "";
      card.dataset.answer = answer;
      answered += isAnswered(answerOf(card)) ? 1 : 0;
    }
    for (const query of asked) {
      query.querySelector(".more").hidden = chosen(query) !== "open";
    }
    for (const section of sections) {
      const why = hindrance(section);
      const box = signing(section);
      if (why) box.checked = false;
      box.disabled = why !== "";
      section.querySelector(".hindrance").textContent = why;
      const mine = [...section.querySelectorAll(".card")];
      const done = mine.filter((card) => isAnswered(answerOf(card))).length;
      const state = document.querySelector(`[data-state-of="${section.id}"]`);
      const said = `${done} of ${mine.length} answered`;
      state.textContent = box.checked ? (done < mine.length ? `signed here, ${said}` : "signed here") : done ? said : "";
    }
    const signed = toSign.filter((section) => signing(section).checked).length;
    if (signed === 0 || toSign.some((section) => !signing(section).checked && !signing(section).disabled)) whole.checked = false;
    whole.disabled = toSign.every((section) => signing(section).disabled);
    progress.max = Math.max(1, cards.length);
    progress.value = answered;
    const again = sections.filter((section) => signing(section).checked).length - signed;
    const toldOf = toSign.length ? [`${signed} of ${toSign.length} sections signed`] : ["every section is signed already"];
    if (again) toldOf.push(`${again} signed again`);
    counted.textContent = [`${answered} of ${cards.length} items answered`, ...toldOf].join(", ");
  };

  const keep = () => {
    try {
      localStorage.setItem(place, JSON.stringify(held()));
      const now = new Date();
      kept.textContent = `Kept in this browser at ${two(now.getHours())}:${two(now.getMinutes())}.`;
    } catch {
      kept.textContent = "This browser does not keep your answers. Please save them before you close the page.";
    }
  };

  const changed = () => { show(); keep(); };
  /* Taking the whole back leaves what was signed section by section before. */
  let signedWithAll = [];
  const signAll = () => {
    if (whole.checked) signedWithAll = toSign.map(signing).filter((box) => !box.disabled && !box.checked);
    for (const box of signedWithAll) box.checked = whole.checked;
  };
  form.addEventListener("input", (event) => {
    told.textContent = "";
    if (event.target === whole) signAll();
    changed();
  });
  form.addEventListener("submit", (event) => event.preventDefault());

  for (const card of cards) {
    card.querySelector(".clear").addEventListener("click", () => {
      choose(card, "");
      changed();
      own(card).querySelector("input[type=radio]").focus();
    });
  }
  for (const section of sections) {
    section.querySelector(".all-right")?.addEventListener("click", () => {
      let marked = 0;
      for (const card of section.querySelectorAll(".card")) {
        if (chosen(card) === "") { choose(card, "right"); marked += 1; }
      }
      changed();
      told.textContent = `${marked} ${marked === 1 ? "item" : "items"} marked as right.`;
    });
  }

  /* SHA-256 (FIPS 180-4), for browsers that offer none to a page opened from a file. */
  const sha256 = (message) => {
    const primes = [];
    for (let n = 2; primes.length < 64; n += 1) if (primes.every((prime) => n % prime)) primes.push(n);
    const fraction = (root) => (root - Math.floor(root)) * 2 ** 32 | 0;
    const K = primes.map((prime) => fraction(Math.cbrt(prime)));
    const H = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
    const turn = (word, by) => (word >>> by) | (word << (32 - by));
    const data = new TextEncoder().encode(message);
    const blocks = new DataView(new ArrayBuffer((((data.length + 8) >> 6) + 1) * 64));
    data.forEach((byte, at) => blocks.setUint8(at, byte));
    blocks.setUint8(data.length, 0x80);
    blocks.setUint32(blocks.byteLength - 8, Math.floor(data.length / 2 ** 29));
    blocks.setUint32(blocks.byteLength - 4, data.length << 3);
    for (let start = 0; start < blocks.byteLength; start += 64) {
      const w = [];
      let [a, b, c, d, e, f, g, h] = H;
      for (let i = 0; i < 64; i += 1) {
        if (i < 16) w[i] = blocks.getInt32(start + 4 * i);
        else {
          const s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
          const s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
          w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
        }
        const t1 = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
        const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        [a, b, c, d, e, f, g, h] = [(t1 + t2) | 0, a, b, c, (d + t1) | 0, e, f, g];
      }
      [a, b, c, d, e, f, g, h].forEach((word, i) => { H[i] = (H[i] + word) | 0; });
    }
    return H.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  };

  const today = () => {
    const now = new Date();
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };

  const unfinished = () => {
    const card = cards.find((one) => chosen(one) !== "" && !isAnswered(answerOf(one)));
    if (card) return [own(card).querySelector(".more:not([hidden]) :is(textarea, input)"), `Please say what should be asked or corrected at “${card.dataset.about}”.`];
    const query = asked.find((one) => chosen(one) === "open" && !isReplied(replyOf(one)));
    if (query) return [field(query, "reply"), "Please say what is still open about the query."];
    if (!form.elements.by.value.trim()) return [form.elements.by, "Please give your role, such as Hub lead."];
    return null;
  };

  document.getElementById("save").addEventListener("click", () => {
    const missing = unfinished();
    if (missing) {
      const [where, what] = missing;
      told.textContent = what;
      where.focus();
      where.scrollIntoView({ block: "center" });
      return;
    }
    const answers = JSON.stringify({
      hub,
      page,
      by: form.elements.by.value.trim(),
      on: today(),
      items: cards.filter((card) => !("confirmed" in card.dataset && chosen(card) === "right")).map(answerOf).filter(isAnswered),
      queries: asked.map(replyOf).filter(isReplied),
      missed: sections.map((section) => ({ section: section.id, text: text(section, "missed") })).filter((one) => one.text),
      signed: sections.filter((section) => signing(section).checked)
        .map((section) => ({ section: section.id, digest: section.dataset.digest })),
      note: form.elements.note.value.trim(),
    });
    const file = JSON.stringify({ format: "mapper.answers/1", hub, seal: sha256(answers), answers, draft: held() }, null, 1);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([file], { type: "application/json" }));
    link.download = `${hub}.answers.json`;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    told.textContent = `Saved as ${link.download}, in the folder for downloads. Please send this file back by e-mail.`;
  });

  document.getElementById("load").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    event.target.value = "";
    try {
      const saved = JSON.parse(await file.text());
      const said = JSON.parse(saved.answers);
      if (saved.format !== "mapper.answers/1" || said.hub !== hub || sha256(saved.answers) !== saved.seal) throw new Error();
      if (said.page !== page) {
        told.textContent = "These answers belong to an earlier page. Please go on with the page they were given on, or answer here anew.";
        return;
      }
      restore(saved.draft);
      changed();
      told.textContent = "Your saved answers are back.";
    } catch {
      told.textContent = "This is not a file of answers that was saved from this page.";
    }
  });

  try {
    const before = localStorage.getItem(place);
    if (before) { restore(JSON.parse(before)); kept.textContent = "Your answers from before are still here."; }
  } catch { kept.textContent = "This browser does not keep your answers. Please save them before you close the page."; }
  show();
})();
