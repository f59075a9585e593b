"use strict";
// Charts, keys, and saving what is chosen. Everything else is links and forms: the page works without this script,
// and what comes from a source never becomes markup here.

const byId = (id) => document.getElementById(id);

/** Each chart is drawn when it comes near the window; a mark leads to its rows. */
function draw(plot) {
  const { data, layout } = JSON.parse(plot.parentElement.querySelector("script.figure").textContent);
  const narrow = plot.clientWidth < 520;
  // What does not fit on a narrow screen: tiles shrink with the window.
  for (const trace of data) {
    if (trace.marker && trace.marker.symbol === "square" && trace.mode === "markers+text") {
      const side = Math.max(24, Math.min(44, plot.clientWidth / 9.6, layout.height / 9));
      trace.marker.size = side;
      trace.textfont.size = side < 36 ? 8 : 11;
    }
  }
  if (narrow) layout.font.size = 11;
  // Names that would lie on one another: the larger points keep theirs, the others tell it when they are touched.
  for (const trace of data) {
    if (!narrow || !trace.hovertext) continue;
    const least = [...trace.marker.size].sort((a, b) => b - a)[12] || 0;
    trace.text = trace.text.map((text, n) => (trace.marker.size[n] > least ? text : ""));
  }
  Plotly.newPlot(plot, data, layout, { displayModeBar: false, responsive: true, doubleClick: false, showTips: false }).then(() => {
    plot.dataset.drawn = "1";
    plot.on("plotly_click", (event) => {
      const to = event.points[0] && event.points[0].customdata;
      if (typeof to === "string" && to) location.assign(to);
    });
  });
}

const plots = [...document.querySelectorAll(".plot")];
if (plots.length && window.Plotly) {
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries.filter((e) => e.isIntersecting)) {
      seen.unobserve(entry.target);
      draw(entry.target);
    }
  }, { rootMargin: "300px" });
  for (const plot of plots) {
    plot.style.minHeight = `${plot.dataset.height}px`;
    seen.observe(plot);
  }
  // On paper a chart is as wide as the sheet.
  addEventListener("beforeprint", () => {
    plots.filter((p) => !p.dataset.drawn).forEach(draw);
    for (const plot of plots) Plotly.relayout(plot, { width: Math.min(660, plot.clientWidth), autosize: false });
  });
  addEventListener("afterprint", () => plots.forEach((p) => Plotly.relayout(p, { width: null, autosize: true })));
}

// A form leaves out what is empty, so that an address says only what is asked.
for (const form of document.querySelectorAll("form.form"))
  form.addEventListener("submit", () => {
    for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
  });
addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll("form.form :disabled")) field.disabled = false;
});

const current = document.querySelector(".top a[aria-current]");
if (current) current.parentElement.parentElement.parentElement.scrollLeft = current.offsetLeft - 40;

const told = byId("told") && JSON.parse(byId("told").textContent);

async function post(path, content) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Zongshu-Token": told.token },
    body: JSON.stringify(content),
    cache: "no-store",
  });
  if (!answer.ok) throw new Error((await answer.json()).error || `服务答复 ${answer.status}`);
  return answer.json();
}

const dialog = byId("dialog");
function ask() {
  byId("save-error").textContent = "";
  dialog.showModal();
  byId("save-name").focus();
}
if (byId("save")) byId("save").addEventListener("click", ask);
if (dialog) {
  byId("save-cancel").addEventListener("click", () => dialog.close());
  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await post("/api/selections", { name: byId("save-name").value, address: told.address });
      dialog.close();
      byId("save").textContent = "已保存";
    } catch (error) {
      byId("save-error").textContent = error.message.includes("fetch") ? "连接不上 zongshu open，服务可能已停止" : error.message;
    }
  });
}
for (const remove of document.querySelectorAll("button[data-remove]"))
  remove.addEventListener("click", async () => {
    try {
      await post("/api/selections", { name: remove.dataset.remove, address: "" });
      location.reload();
    } catch (error) {
      remove.textContent = error.message;
    }
  });

for (const opener of document.querySelectorAll("button[data-open]"))
  opener.addEventListener("click", async () => {
    const said = opener.parentElement.querySelector(".error");
    opener.disabled = true;
    try {
      location.assign((await post("/api/pages", { page: opener.dataset.open })).url);
    } catch (error) {
      said.textContent = error.message;
      opener.disabled = false;
    }
  });

document.addEventListener("keydown", (event) => {
  if (!told || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea, dialog, button")) return;
  const to = (node) => node && node.click();
  if (event.key === "/") {
    event.preventDefault();
    const first = document.querySelector(".form input, .form select");
    if (first) first.focus();
  } else if (event.key === "[") to(document.querySelector("a[rel=prev]"));
  else if (event.key === "]") to(document.querySelector("a[rel=next]"));
  else if (event.key === "s") byId("save") && (event.preventDefault(), ask());
  else if (event.key === "?") byId("keys").showModal();
  else to(document.querySelector(`.top a[data-key="${CSS.escape(event.key)}"]`));
});
