// The evidence panel, the theme switch and the copy buttons. No library, no network, no storage.
(() => {
  "use strict";
  const panel = document.getElementById("panel");
  const title = document.getElementById("panel-title");
  const lead = document.getElementById("panel-lead");
  const body = document.getElementById("panel-body");
  const status = document.getElementById("status");
  let opener = null;

  const open = (from) => {
    opener = panel.open ? opener : from;
    title.textContent = from.dataset.title;
    lead.textContent = from.dataset.lead;
    lead.hidden = !from.dataset.lead;
    const parts = from.dataset.evidence.split(" ").map((id) => document.getElementById(id).content.cloneNode(true));
    body.replaceChildren(...parts);
    for (const kind of ["details.records", "details.ask"]) body.querySelector(kind)?.setAttribute("open", "");
    if (!panel.open) panel.showModal();
    panel.scrollTop = 0;
    title.focus();
  };

  const copy = async (button) => {
    const text = button.parentElement.querySelector("code").textContent;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      panel.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
    }
    button.textContent = "Copied";
    status.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; status.textContent = ""; }, 1600);
  };

  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-evidence], [data-copy], [data-close], [data-theme-switch]");
    if (event.target === panel) panel.close();
    if (!target) return;
    if (target.hasAttribute("data-evidence")) open(target);
    else if (target.hasAttribute("data-copy")) copy(target);
    else if (target.hasAttribute("data-close")) panel.close();
    else {
      const root = document.documentElement;
      const dark = root.dataset.theme
        ? root.dataset.theme === "dark"
        : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
    }
  });

  document.addEventListener("keydown", (event) => {
    const target = event.target.closest?.('g[data-evidence]');
    if (target && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      open(target);
    }
  });

  panel.addEventListener("close", () => {
    body.replaceChildren();
    opener?.focus();
    opener = null;
  });

  const unfold = () => {
    if (location.hash === "#outline") document.getElementById("outline").open = true;
  };
  document.querySelector(".skip").addEventListener("click", () => {
    const outline = document.getElementById("outline");
    outline.open = true;
    outline.querySelector("summary").focus();
  });
  unfold();
})();
