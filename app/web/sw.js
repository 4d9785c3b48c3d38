// The page opens without a connection too, and says so; nothing but its own files is kept.
const SHELL = "plainspoken-2";
const FILES = ["/", "/style.css", "/app.js", "/wire.js", "/sound.js", "/chart.js", "/record.js", "/visit.js", "/mic-worklet.js", "/icon.svg", "/app.webmanifest"];

self.addEventListener("install", (event) => event.waitUntil(caches.open(SHELL).then((shell) => shell.addAll(FILES))));
self.addEventListener("activate", (event) =>
  event.waitUntil(caches.keys().then((all) => Promise.all(all.filter((one) => one !== SHELL).map((one) => caches.delete(one))))),
);
self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET" || !FILES.includes(new URL(event.request.url).pathname)) return;
  event.respondWith(fetch(event.request).catch(() => caches.match(event.request)));
});
