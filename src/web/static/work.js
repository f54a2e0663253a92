// Where a network has sent very many reports, a browser computes for a moment instead of waiting (`web/work.ts`).
// WebCrypto computes beside the page, so no worker is needed. Without it, or without scripts, one waits and sends again.

const box = document.querySelector('[data-work]')
const form = box.closest('form')
const number = form.querySelector('[name=answer]')
const encoder = new TextEncoder()
const salt = encoder.encode(form.querySelector('[name=task]').value)
const bits = Number(box.dataset.bits)
const iterations = Number(box.dataset.iterations)
const AT_ONCE = 8

async function isAnswer(candidate) {
  const key = await crypto.subtle.importKey('raw', encoder.encode(String(candidate)), 'PBKDF2', false, ['deriveBits'])
  const derived = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, key, 32)
  return new DataView(derived).getUint32(0) >>> (32 - bits) === 0
}

async function findAnswer() {
  for (let first = 0; ; first += AT_ONCE) {
    const candidates = Array.from({ length: AT_ONCE }, (_, at) => first + at)
    const are = await Promise.all(candidates.map(isAnswer))
    if (are.includes(true)) return candidates[are.indexOf(true)]
  }
}

async function compute() {
  let isWanted = box.dataset.send === 'yes'
  let isDone = false
  // Whoever writes on sends when they are ready.
  form.addEventListener('input', () => {
    isWanted = false
  })
  form.addEventListener('submit', (event) => {
    if (isDone) return
    event.preventDefault()
    isWanted = true
  })
  box.hidden = false
  box.textContent = box.dataset.work
  number.value = await findAnswer()
  isDone = true
  box.textContent = box.dataset.done
  if (isWanted) form.requestSubmit()
}

if (crypto.subtle) void compute()
