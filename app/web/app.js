// The page: one large button, captions of both sides, and what goes with them.
import { drawChart } from "/chart.js";
import { RecordDesk } from "/record.js";
import { Sound } from "/sound.js";
import { Visit } from "/visit.js";
import { Wire } from "/wire.js";

const $ = (id) => document.getElementById(id);
const LABELS = { off: "Start talking", listening: "I'm listening. Press to mute.", speaking: "Press to make me stop." };

let said = [];
let waiting = "";
let open = false;

const sound = new Sound((piece) => wire.piece(piece), silent);
const wire = new Wire({
  sound: (data) => { sound.play(data); look(); },
  event: take,
  welcome: () => { trouble(""); show(true); status("Connected."); },
  gone: () => { locked(); status("Not connected. I try again by myself."); },
  unknown: (code) => { show(false); status("This device is not known here yet."); $("pair-trouble").textContent = code ? "That code is not right, or it is too old. Ask for a new one on the main computer." : ""; $("code").focus(); },
  trouble,
});
const desk = new RecordDesk(wire);
const visit = new Visit(wire);

function take(event) {
  if (event.type === "said") {
    // What comes when nothing is sounding begins a new reply.
    const begins = !sound.pending;
    return sound.whenHeard(() => caption(event.text, begins));
  }
  if (event.type === "heard") $("you").textContent = event.text;
  else if (event.type === "hush") sound.hush();
  else if (event.type === "hold") sound.hold(event.on);
  else if (event.type === "chart") drawChart(event, $("chart"));
  else if (event.type === "no chart") $("chart").hidden = true;
  else if (event.type === "visit") visit.questions(event);
  else if (event.type === "no visit") visit.clear();
  else if (event.type === "sheet") visit.sheet(event);
  else if (event.type === "record") desk.show(event);
  else if (event.type === "state") state(event);
}

function state(event) {
  if (!event.open) locked();
  open = event.open;
  $("quiet").setAttribute("aria-pressed", String(event.quiet));
  status(open ? "Open." : "Locked. To open, say: open, and your number.");
}

// Nothing of the record stays on the screen.
function locked() {
  sound.hush();
  open = false;
  said = [];
  for (const id of ["you", "me"]) $(id).textContent = "";
  $("chart").hidden = true;
  $("chart-place").replaceChildren();
  $("chart-words").textContent = "";
  desk.clear();
  visit.clear();
}

function caption(text, begins) {
  if (begins) said = [];
  said.push(text);
  $("me").textContent = said.join(" ");
}

// A screen reader must not talk over our voice: what changes while we speak is told after it.
function status(text) {
  if (sound.speaking) { waiting = text; return; }
  waiting = "";
  $("state").textContent = text;
}

function silent() {
  if (waiting) status(waiting);
  look();
}

function trouble(text) { $("trouble").textContent = text; }

function look() {
  const now = sound.speaking ? "speaking" : sound.open_ ? "listening" : "off";
  document.body.dataset.state = now;
  $("talk-label").textContent = LABELS[now];
}

function show(talking) {
  $("talking").hidden = !talking;
  $("pairing").hidden = talking;
  if (talking && document.activeElement === document.body) $("talk").focus();
}

async function pressed() {
  trouble("");
  if (sound.speaking) { sound.hush(); wire.tell({ type: "hush" }); return look(); }
  if (sound.open_) { sound.mute(); return look(); }
  try {
    await sound.open();
  } catch {
    trouble("I can't use the microphone. Please allow it for this page, and press the button again.");
    return look();
  }
  // Only now, so that the greeting is heard.
  if (!wire.connected) wire.connect();
  look();
}

$("talk").onclick = pressed;
$("lock").onclick = () => { locked(); wire.tell({ type: "lock" }); };
$("quiet").onclick = () => wire.tell({ type: "quiet", on: $("quiet").getAttribute("aria-pressed") !== "true" });
$("pair").onsubmit = (event) => {
  event.preventDefault();
  $("pair-trouble").textContent = "";
  wire.pair($("code").value, $("name").value);
};
document.addEventListener("keydown", (event) => {
  if (event.code !== "Space" || event.repeat || event.target.closest("button, input, summary, dialog")) return;
  event.preventDefault();
  if (!$("talking").hidden) pressed();
});

if (wire.paired) { show(true); status("Press the button to talk."); } else { show(false); status("This device is not known here yet."); }
look();

if ("serviceWorker" in navigator) {
  const ours = globalThis.trustedTypes?.createPolicy("plainspoken", { createScriptURL: (url) => (url === "/sw.js" ? url : "") });
  navigator.serviceWorker.register(ours ? ours.createScriptURL("/sw.js") : "/sw.js").catch(() => undefined);
}
