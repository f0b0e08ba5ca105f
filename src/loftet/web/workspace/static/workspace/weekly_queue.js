// What a reporter has written and the server has not yet acknowledged: encrypted on the telephone, erased when
// acknowledged and after seven days. The page and its service worker share it.
(() => {
  const DAYS_KEPT = 7;
  const MILLISECONDS_KEPT = DAYS_KEPT * 24 * 60 * 60 * 1000;
  const ALGORITHM = { name: "AES-GCM", length: 256 };

  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  function open() {
    const request = indexedDB.open("loftet-veckorapport", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("key");
      request.result.createObjectStore("waiting", { autoIncrement: true });
    };
    return done(request);
  }

  const store = (db, name, mode = "readonly") => db.transaction(name, mode).objectStore(name);

  // One at a time, whichever tab or worker it is.
  const alone = (work) =>
    navigator.locks.request("loftet-veckorapport", async () => {
      const db = await open();
      try {
        return await work(db);
      } finally {
        db.close();
      }
    });

  async function keyOf(db) {
    const kept = await done(store(db, "key").get(1));
    if (kept) return kept;
    const made = await crypto.subtle.generateKey(ALGORITHM, false, ["encrypt", "decrypt"]);
    await done(store(db, "key", "readwrite").put(made, 1));
    return made;
  }

  async function erase(db, id) {
    await done(store(db, "waiting", "readwrite").delete(id));
    // With nothing left to open the key goes too: what the disk still remembers stays closed.
    if ((await done(store(db, "waiting").count())) === 0) await done(store(db, "key", "readwrite").clear());
  }

  async function rows(db) {
    const ids = await done(store(db, "waiting").getAllKeys());
    const values = await done(store(db, "waiting").getAll());
    return ids.map((id, index) => ({ id, ...values[index] }));
  }

  async function forgetOld(db) {
    const old = (await rows(db)).filter((row) => row.at < Date.now() - MILLISECONDS_KEPT);
    for (const row of old) await erase(db, row.id);
    return old.length;
  }

  async function opened(db, row) {
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, await keyOf(db), row.data);
    return JSON.parse(new TextDecoder().decode(plain));
  }

  function post(address, report) {
    const headers = { "Content-Type": "application/json" };
    return fetch(address, { method: "POST", headers, body: JSON.stringify(report), credentials: "same-origin" });
  }

  // Sends until something stands in the way. `ask` holds the key of the report whose writer is still looking.
  async function sendRows(db, address, ask) {
    const result = { stored: [], refused: [], strange: false };
    for (const row of await rows(db)) {
      const report = await opened(db, row);
      let answer;
      try {
        answer = await post(address, report.key === ask ? { ...report, ask: "1" } : report);
      } catch {
        break;
      }
      if (answer.status === 403) {
        result.strange = true;
        break;
      }
      if (answer.ok) {
        result.stored.push(await answer.json());
        await erase(db, row.id);
      } else if (answer.status === 422) {
        result.refused.push({ id: row.id, report });
      }
    }
    return result;
  }

  self.weeklyQueue = {
    add: (report) =>
      alone(async (db) => {
        const iv = crypto.getRandomValues(new Uint8Array(12));
        const plain = new TextEncoder().encode(JSON.stringify(report));
        const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await keyOf(db), plain);
        await done(store(db, "waiting", "readwrite").add({ iv, data, at: Date.now() }));
      }),
    erase: (id) => alone((db) => erase(db, id)),
    forgetOld: () => alone(forgetOld),
    count: () => alone((db) => done(store(db, "waiting").count())),
    send: (address, ask) =>
      alone(async (db) => ({ forgotten: await forgetOld(db), ...(await sendRows(db, address, ask)) })),
  };
})();
