// Forms that are answered with a passkey: ask the server what to ask, the browser for an answer, and send it.

// Loaded before us, as a script that names itself.
const { startAuthentication, startRegistration } = globalThis.SimpleWebAuthnBrowser

const WORDS = {
  'not-supported': 'Trình duyệt này không dùng được khóa truy cập (passkey). Anh/Chị dùng cách khác.',
  'not-given': 'Chưa xác nhận được bằng khóa. Anh/Chị thử lại hoặc dùng cách khác.',
  known: 'Khóa này đã có trong tài khoản.',
  busy: 'Đã thử nhiều lần. Anh/Chị đợi vài phút rồi thử lại.',
  old: 'Trang đã cũ. Anh/Chị tải lại trang rồi thử lại.',
  lost: 'Chưa kết nối được với hệ thống. Anh/Chị thử lại.',
}

class Said extends Error {}

async function fetchOptions(form) {
  const body = new URLSearchParams([...new FormData(form)].filter(([name]) => name === 'token'))
  const answer = await fetch(form.dataset.options, { method: 'POST', body }).catch(() => null)
  if (answer === null || answer.status >= 500) throw new Said(WORDS.lost)
  if (answer.status === 429) throw new Said(WORDS.busy)
  if (!answer.ok || answer.redirected) throw new Said(WORDS.old)
  return answer.json()
}

async function askBrowser(form) {
  const optionsJSON = await fetchOptions(form)
  try {
    return form.dataset.passkey === 'create'
      ? await startRegistration({ optionsJSON })
      : await startAuthentication({ optionsJSON })
  } catch (error) {
    const isKnown = error.name === 'InvalidStateError'
    throw new Said(isKnown ? WORDS.known : WORDS['not-given'])
  }
}

function watch(form) {
  const button = form.querySelector('[data-passkey-button]')
  const box = form.querySelector('[data-passkey-error]')
  const say = (words) => {
    box.textContent = words
    box.hidden = words === ''
  }
  if (!window.PublicKeyCredential) {
    say(WORDS['not-supported'])
    return
  }
  button.hidden = false
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    if (button.disabled) return
    button.disabled = true
    say('')
    try {
      form.elements.khoa.value = JSON.stringify(await askBrowser(form))
      // Not requestSubmit: this very listener would hear it.
      form.submit()
    } catch (error) {
      say(error instanceof Said ? error.message : WORDS.lost)
      button.disabled = false
    }
  })
}

for (const form of document.querySelectorAll('form[data-passkey]')) watch(form)
// Back from the next page, the form may be sent again.
window.addEventListener('pageshow', () => {
  for (const button of document.querySelectorAll('[data-passkey-button]')) button.disabled = false
})
