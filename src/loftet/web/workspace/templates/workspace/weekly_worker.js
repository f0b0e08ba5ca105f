{% load static %}// Opens the reporter's page without a network, and sends what waits when the telephone has one again.
importScripts("{% static 'workspace/weekly_queue.js' %}");

const KEPT = "veckorapport";
const PAGE = "{% url 'weekly_report' %}";
const SHELL = "{% url 'weekly_shell' %}";
const RECEIVE = "{% url 'weekly_receive' %}";
const STATIC = /(?:href|src)="(\/[^"#?]+\.(?:css|js|woff2|svg))/g;

// The empty page and what it is drawn with, as they are now. A telephone that is not known keeps neither.
async function keepShell() {
  const answer = await fetch(SHELL, { credentials: "same-origin" });
  if (!answer.ok) return caches.delete(KEPT);
  const cache = await caches.open(KEPT);
  const html = await answer.clone().text();
  await cache.put(SHELL, answer);
  await cache.addAll([...new Set([...html.matchAll(STATIC)].map((found) => found[1]))]);
}

async function page(event) {
  try {
    const answer = await fetch(event.request);
    if (new URL(event.request.url).pathname === PAGE) event.waitUntil(keepShell().catch(() => {}));
    return answer;
  } catch (error) {
    const kept = await caches.match(SHELL);
    if (!kept) throw error;
    return kept;
  }
}

const drawing = async (request) => {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(request);
    if (!kept) throw error;
    return kept;
  }
};

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keepShell());
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  if (event.request.mode === "navigate") event.respondWith(page(event));
  else if (STATIC.test(`href="${new URL(event.request.url).pathname}`)) event.respondWith(drawing(event.request));
  STATIC.lastIndex = 0;
});

async function sendWaiting() {
  const { stored } = await self.weeklyQueue.send(RECEIVE);
  if (stored.length) for (const page of await self.clients.matchAll()) page.postMessage("stored");
}

self.addEventListener("sync", (event) => {
  if (event.tag === "veckorapport") event.waitUntil(sendWaiting());
});
