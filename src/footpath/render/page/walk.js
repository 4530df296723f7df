
// One journey, step by step: previous, next, play, the arrow keys, and the points of its way. No library, no network, no storage.
(() => {
  "use strict";
  const walk = document.getElementById("walk");
  if (!walk) return;
  const steps = [...walk.querySelectorAll(".walk-steps > li")];
  const dots = [...walk.querySelectorAll(".walk-dot")];
  const lines = [...walk.querySelectorAll(".walk-line")];
  const way = walk.querySelector(".walk-road");
  const buttons = walk.querySelector(".walk-buttons");
  const [back, play, on] = ["back", "play", "on"].map((name) => buttons.querySelector(`[data-walk="${name}"]`));
  const label = walk.querySelector("[data-walk-label]");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const turned = document.documentElement.dir === "rtl";
  let at = 0;
  let timer = 0;

  const place = () => walk.dataset.place.replace("{number}", at + 1);

  const show = (next, say) => {
    at = Math.max(0, Math.min(steps.length - 1, next));
    steps.forEach((step, i) => { step.hidden = i !== at; });
    dots.forEach((dot, i) => { dot.classList.toggle("past", i <= at); dot.classList.toggle("now", i === at); });
    lines.forEach((line, i) => line.classList.toggle("past", i < at));
    for (const [button, spent] of [[back, at === 0], [on, at === steps.length - 1]]) {
      if (spent && document.activeElement === button) play.focus(); // one that can do no more hears no keys
      button.disabled = spent;
    }
    walk.querySelector("[data-walk-place]").textContent = place();
    const box = way.getBoundingClientRect();
    const dot = dots[at].getBoundingClientRect();
    const far = dot.left + dot.width / 2 - box.left - box.width / 2;
    way.scrollBy({ left: far, behavior: still.matches ? "auto" : "smooth" });
    if (say) walk.querySelector("[data-walk-said]").textContent = `${place()}. ${steps[at].innerText.replace(/\s*\n\s*/g, ". ")}`;
  };

  const stop = () => {
    clearTimeout(timer);
    timer = 0;
    walk.classList.remove("running");
    label.textContent = walk.dataset.play;
  };

  const wait = () => {
    timer = setTimeout(() => {
      if (at === steps.length - 1) return stop();
      show(at + 1, true);
      wait();
    }, Number(steps[at].dataset.ms));
  };

  const start = () => {
    show(at === steps.length - 1 ? 0 : at, true);
    walk.classList.add("running");
    label.textContent = walk.dataset.pause;
    wait();
  };

  const go = (next) => { stop(); show(next, true); };

  walk.addEventListener("click", (event) => {
    const target = event.target.closest("[data-walk], [data-walk-to]");
    if (!target) return;
    if (target.dataset.walkTo) go(Number(target.dataset.walkTo));
    else if (target === play) timer ? stop() : start();
    else go(at + (target === on ? 1 : -1));
  });

  walk.addEventListener("keydown", (event) => {
    const forward = turned ? "ArrowLeft" : "ArrowRight";
    const backward = turned ? "ArrowRight" : "ArrowLeft";
    const next = { [forward]: at + 1, [backward]: at - 1, Home: 0, End: steps.length - 1 }[event.key];
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    go(next);
  });

  walk.classList.add("playing");
  buttons.hidden = false;
  show(0, false);
})();
