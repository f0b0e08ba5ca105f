// Lets a reporter write without a network. The form works without it: then it is sent as it stands, and needs one.
(() => {
  const form = document.querySelector("[data-weekly]");
  const says = document.querySelector("[data-queue]");
  if (!form || !self.crypto?.subtle || !self.indexedDB || !navigator.locks || !navigator.serviceWorker) return;
  const queue = self.weeklyQueue;
  const TRY_AGAIN = 30_000;
  const KEPT_FOR_ONE_MORE = ["place", "latitude", "longitude", "when", "on", "part", "begins", "ends"];

  function say(lines, isWarning = false) {
    says.replaceChildren(
      ...lines.filter(Boolean).map((line) => {
        const note = document.createElement("p");
        note.className = isWarning ? "note note-warn" : "note note-say";
        note.textContent = line;
        return note;
      }),
    );
  }

  function isoDay(daysAgo) {
    const day = new Date();
    day.setDate(day.getDate() - daysAgo);
    const two = (number) => String(number).padStart(2, "0");
    return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
  }

  // "Today" is the day on which it was written, whenever it is sent.
  function written() {
    const report = Object.fromEntries(new FormData(form));
    delete report.csrfmiddlewaretoken;
    if (report.when !== "other") {
      report.on = isoDay(report.when === "yesterday" ? 1 : 0);
      report.when = "other";
    }
    report.reporter = form.dataset.reporter;
    return report;
  }

  function isWhole() {
    const place = form.elements.place;
    const isSomewhere = place.value.trim() || form.elements.latitude.value;
    place.setCustomValidity(isSomewhere ? "" : says.dataset.somewhere);
    return form.reportValidity();
  }

  function fill(report) {
    for (const [name, value] of Object.entries(report)) {
      const field = form.elements.namedItem(name);
      if (field) field.value = value;
    }
  }

  function startAnew(keepPlaceAndTime) {
    const report = Object.fromEntries(new FormData(form));
    form.reset();
    for (const name of ["latitude", "longitude"]) form.elements[name].value = "";
    if (keepPlaceAndTime) fill(Object.fromEntries(KEPT_FOR_ONE_MORE.map((name) => [name, report[name] ?? ""])));
    form.elements.key.value = crypto.randomUUID();
  }

  async function sendWaiting({ ask, thanks } = {}) {
    const result = await queue.send(says.dataset.address, ask);
    const [refused] = result.refused;
    if (refused) {
      // The server shows what is wrong, or what it would take away, on the page itself.
      await queue.erase(refused.id);
      fill(refused.report);
      form.submit();
      return;
    }
    const waiting = await queue.count();
    const sent = result.stored.at(-1);
    say(
      [
        sent && [says.dataset.thanks, sent.text].filter(Boolean).join(" "),
        waiting && `${says.dataset.waiting} ${waiting}`,
        waiting && thanks && says.dataset.kept,
        result.strange && waiting && says.dataset.strange,
        result.forgotten && says.dataset.forgotten,
      ],
      Boolean(result.forgotten || (result.strange && waiting)),
    );
    if (waiting) (await navigator.serviceWorker.ready).sync?.register("veckorapport").catch(() => {});
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!isWhole()) return;
    const report = written();
    await queue.add(report);
    startAnew(event.submitter?.value === "more");
    document.querySelector("h1").scrollIntoView();
    await sendWaiting({ ask: report.key, thanks: true });
  });

  const here = document.querySelector("[data-here]");
  if (navigator.geolocation) here.hidden = false;
  here.querySelector("button").addEventListener("click", () => {
    const answer = here.querySelector("[role=status]");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        // Three decimals, some hundred metres: what is finer never leaves the telephone.
        form.elements.latitude.value = coords.latitude.toFixed(3);
        form.elements.longitude.value = coords.longitude.toFixed(3);
        answer.textContent = answer.dataset.found;
      },
      () => {
        answer.textContent = answer.dataset.notFound;
      },
    );
  });

  // The choice of day is spared those who do not need it.
  const otherDay = document.querySelector(".other-day");
  const showDay = () => (otherDay.hidden = form.elements.when.value !== "other");
  form.addEventListener("change", showDay);
  form.addEventListener("reset", () => setTimeout(showDay));
  showDay();

  navigator.serviceWorker.addEventListener("message", async () => {
    if ((await queue.count()) === 0) say([says.dataset.thanks]);
  });
  navigator.serviceWorker.register(says.dataset.worker);
  addEventListener("online", () => sendWaiting());
  setInterval(async () => {
    if (await queue.count()) await sendWaiting();
  }, TRY_AGAIN);
  if (!form.querySelector(".ds-error-summary, [role=alert]")) {
    queue.forgetOld().then(async (forgotten) => {
      if (await queue.count()) await sendWaiting();
      if (forgotten) say([says.dataset.forgotten], true);
    });
  }
})();
