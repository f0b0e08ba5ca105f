// Spares a reload: asks the server for the check of a text while it is being written. The page works without it.
const form = document.querySelector("[data-check-address]");
const PAUSE = 500;

function itemData(item) {
  const data = new FormData();
  data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  data.set("name", item.dataset.item);
  for (const [name, value] of new FormData(form)) {
    if (name.startsWith(`${item.dataset.item}-`)) data.set(name, value);
  }
  return data;
}

async function update(item, turn) {
  const answer = await fetch(form.dataset.checkAddress, { method: "POST", body: itemData(item) });
  if (answer.status !== 200 || item.turn !== turn) return;
  item.querySelector("[data-check]").innerHTML = await answer.text();
}

form?.addEventListener("input", (event) => {
  const item = event.target.closest("[data-item]");
  if (!item) return;
  const turn = (item.turn = (item.turn ?? 0) + 1);
  clearTimeout(item.timer);
  item.timer = setTimeout(() => update(item, turn), PAUSE);
});
