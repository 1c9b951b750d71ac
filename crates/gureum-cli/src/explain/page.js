'use strict';
const all = (query) => [...document.querySelectorAll(query)];
const facts = all('.fact');
let pinned = null;

const has = (element, key, value) => (element.dataset[key] || '').split(' ').includes(value);

function clear() {
  for (const element of all('.on, .same, .role, .lit')) {
    element.classList.remove('on', 'same', 'role', 'lit');
    delete element.dataset.role;
  }
}

/** Marks the clause of a fact, and its subject and object there. */
function showFact(fact) {
  clear();
  const number = fact.dataset.n;
  fact.classList.add('lit');
  for (const piece of all('.q')) if (has(piece, 'f', number)) piece.classList.add('on');
  for (const [key, role] of [['s', '주어'], ['o', '목적어']]) {
    const first = all('.m').find((mention) => has(mention, key, number));
    if (first) {
      first.classList.add('role');
      first.dataset.role = role;
    }
  }
}

/** Marks the facts of a name or clause, and the other places of the name. */
function showPiece(piece) {
  clear();
  const entities = (piece.dataset.e || '').split(' ').filter(Boolean);
  const numbers = (piece.dataset.f || '').split(' ').filter(Boolean);
  for (const mention of all('.m')) if (entities.some((e) => has(mention, 'e', e))) mention.classList.add('same');
  const about = facts.filter((fact) => entities.some((e) => has(fact, 'e', e)));
  const stated = facts.filter((fact) => numbers.includes(fact.dataset.n));
  const shown = entities.length ? about : stated;
  for (const fact of shown) fact.classList.add('lit');
  return shown;
}

const show = (element) => (element.classList.contains('fact') ? showFact(element) : showPiece(element));
const restore = () => (pinned ? show(pinned) : clear());
const target = (event) => (event.target.closest ? event.target.closest('.fact, .m[tabindex], .q') : null);
const calm = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
const into = (element, block) => element && element.scrollIntoView({ behavior: calm, block });

function pin(element) {
  pinned = element;
  if (element.classList.contains('fact')) {
    showFact(element);
    into(document.getElementById(element.dataset.at), 'center');
  } else {
    into(showPiece(element)[0], 'nearest');
  }
}

addEventListener('mouseover', (event) => { const found = target(event); if (found) show(found); else restore(); });
addEventListener('focusin', (event) => { const found = target(event); if (found) show(found); });
addEventListener('click', (event) => {
  const button = event.target.closest('.legend button');
  if (button) return toggle(button);
  const found = target(event);
  if (found) pin(found);
  else { pinned = null; clear(); }
});
addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape') { pinned = null; clear(); }
  const found = target(event);
  if (found && (event.key === 'Enter' || event.key === ' ')) { event.preventDefault(); pin(found); }
  const step = { j: 1, k: -1 }[event.key];
  if (step && facts.length) {
    const at = facts.indexOf(pinned);
    const next = facts[Math.min(Math.max(at + step, 0), facts.length - 1)];
    next.focus({ preventScroll: true });
    into(next, 'nearest');
    pin(next);
  }
});

function toggle(button) {
  const shown = button.getAttribute('aria-pressed') !== 'true';
  button.setAttribute('aria-pressed', String(shown));
  for (const mention of all('article .m.' + button.dataset.k)) mention.classList.toggle('off', !shown);
}
