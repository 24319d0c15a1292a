// Sends the question when a number is moved, shows the answer as it narrows, keeps the link whole.
"use strict";

const form = document.getElementById("question");
const parts = document.getElementById("parts");
const status = document.getElementById("status");
const progress = document.getElementById("progress");
const bar = document.getElementById("bar");
const downloads = document.getElementById("downloads");
const steps = document.getElementById("steps");
const upload = document.getElementById("upload");
const asker = crypto.randomUUID ? crypto.randomUUID() : String(Math.random());
const words = (form || parts).dataset, lang = words.lang;
const SOON = 100, FIRST = 120, AGAIN = 500, LATER = 2000; // milliseconds
let job = parts.dataset.job, version = parts.dataset.version;
let over = parts.dataset.over === "yes", timer = 0, asks = 0, moving = 0;

const typed = (number) => (lang === "da" ? String(number).replace(".", ",") : String(number));
const value = (text) => Number(text.trim().replace(",", "."));

if (form) {
  for (const entry of form.querySelectorAll(".entry[data-least]")) addSlider(entry);
  listen();
}

const stop = document.getElementById("stop");
if (stop) stop.addEventListener("click", () => {
  if (job) fetched(`/job/${job}/stop`, { method: "POST" });
});

// What is too large is told here, before it is sent.
if (upload) upload.addEventListener("submit", (event) => {
  const files = [...upload.querySelector("input[type=file]").files];
  if (files.reduce((sum, file) => sum + file.size, 0) < Number(upload.dataset.most)) return;
  event.preventDefault();
  const fault = upload.querySelector("[data-fault=files]");
  fault.textContent = upload.dataset.tooLarge;
  fault.hidden = false;
  upload.querySelector("input[type=file]").focus();
});

function addSlider(entry) {
  const field = entry.querySelector("input");
  const slider = document.createElement("input");
  Object.assign(slider, { type: "range", min: entry.dataset.least, max: entry.dataset.most, step: entry.dataset.step });
  slider.setAttribute("aria-labelledby", field.id + "-label");
  const label = form.querySelector(`label[for="${field.id}"]`);
  label.id = field.id + "-label";
  slider.value = value(field.value);
  const decimals = (entry.dataset.step.split(".")[1] || "").replace(/^0$/, "").length;
  slider.addEventListener("input", () => {
    field.value = typed(Number(Number(slider.value).toFixed(decimals)));
    moved();
  });
  field.addEventListener("input", () => { if (field.value.trim()) slider.value = value(field.value); });
  entry.append(slider);
}

function listen() {
  const reset = document.getElementById("reset");
  if (reset) reset.hidden = false;
  if (reset) reset.addEventListener("click", () => {
    for (const field of form.querySelectorAll("input[data-usual]")) {
      if (!field.dataset.usual) continue;
      field.value = field.dataset.usual;
      field.dispatchEvent(new Event("input"));
    }
    moved();
  });
  form.addEventListener("change", (event) => {
    if ("shows" in event.target.dataset) return show();
    if (event.target.type !== "range") moved();
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
}

// Once there is an answer, or one is asked for, each change asks anew.
function moved() {
  if (!job || "byHand" in words) return;
  clearTimeout(moving);
  moving = setTimeout(ask, SOON);
}

// Another proposal has other fields: the page is fetched with what was typed kept in its link.
function show() {
  const asked = new FormData(form);
  for (const name of ["municipality", "first", "last", "price"]) asked.delete(name);
  location.assign(words.page + "?" + query(asked));
}

function query(data) {
  const said = new URLSearchParams();
  for (const [name, text] of data) if (String(text).trim()) said.append(name, text);
  return said;
}

async function ask() {
  clearTimeout(moving);
  const turn = ++asks, before = job;
  parts.classList.add("old");
  status.textContent = words.asking;
  const data = query(new FormData(form));
  data.append("asker", asker);
  const told = await fetched(form.action, { method: "POST", body: data });
  if (turn !== asks) { if (told && told.job) release(told.job); return; }
  if (!told) return lost();
  faults(told.errors || {});
  if (!told.job) return refused(told.said || words.wrong);
  if (before && before !== told.job) release(before);
  job = told.job;
  history.replaceState(null, "", told.link);
  follow(new URL(told.link, location.href).search);
  take(told);
}

// What is downloaded, explained, kept or laid side by side is what the link says.
function follow(search) {
  for (const link of downloads.querySelectorAll("[data-follows]")) link.search = search;
  const keep = downloads.querySelector("[data-keep]");
  if (!keep) return;
  const said = new URLSearchParams(search), beside = new URLSearchParams();
  const before = said.get("kept") ? said.get("kept").split(",") : [];
  const kept = [...before.filter((key) => key !== job), job];
  said.set("kept", kept.slice(-3).join(","));
  keep.search = said;
  for (const name of ["own", "place", "lang"]) if (said.get(name)) beside.set(name, said.get(name));
  for (const key of kept.slice(-4)) beside.set("a." + key, "on");
  downloads.querySelector("[data-beside]").search = beside;
}

function release(key) {
  fetched(`/job/${key}/release`, { method: "POST", body: new URLSearchParams({ asker }) });
}

function take(told) {
  status.textContent = told.status;
  over = told.over;
  if (progress) {
    progress.hidden = over;
    bar.max = told.total || 1;
    if (told.total) bar.value = told.done; else bar.removeAttribute("value");
  }
  if (told.html !== undefined && (told.html.trim() || over)) { // what is old stays until there is new
    parts.innerHTML = told.html;
    parts.classList.remove("old");
  }
  version = told.version;
  if (steps && told.state === "made") steps.hidden = false;
  if (over && "whole" in parts.dataset) return location.reload(); // it has fields of its own now
  if (downloads) downloads.hidden = told.state !== "done";
  clearTimeout(timer);
  if (!over) timer = setTimeout(look, parts.classList.contains("old") ? FIRST : AGAIN);
}

async function look() {
  const key = job;
  const told = await fetched(`/job/${key}?lang=${lang}&seen=${encodeURIComponent(version)}`, {});
  if (key !== job) return;
  if (!told) { lost(); timer = setTimeout(look, LATER); return; }
  if (told.status === undefined) { status.textContent = words.gone; if (progress) progress.hidden = true; job = ""; return; }
  take(told);
}

async function fetched(address, how) {
  try {
    const answer = await fetch(address, { ...how, headers: { Accept: "application/json" } });
    return await answer.json();
  } catch { return null; }
}

// What is wrong is told, and that the answer which stays is not to what was typed.
function refused(said) {
  status.textContent = parts.textContent.trim() ? said + " " + words.before : said;
}

function lost() { status.textContent = words.lost; }

function faults(errors) {
  let first = null;
  for (const place of form.querySelectorAll("[data-fault]")) {
    const said = errors[place.dataset.fault] || "";
    place.textContent = said;
    place.hidden = !said;
    const field = form.elements[place.dataset.fault];
    if (!field || !field.setAttribute) continue;
    if (said) field.setAttribute("aria-invalid", "true"); else field.removeAttribute("aria-invalid");
    if (said && !first) first = field;
  }
  if (!first) return;
  const folded = first.closest("details");
  if (folded) folded.open = true;
  if (!form.contains(document.activeElement) || document.activeElement.type === "submit") first.focus();
}

if (job && !over) look();
