// What calls an officer: one short tone, the window's title, a sentence for screen readers.

import { announce, find } from './desk-dom.js'

const button = find('[data-sound]')
const title = document.title
/** Sound was on in this window: browsers then often let the next page sound at once. */
const SOUND = 'desk.sound'
let audio = null
let unseen = 0

/** Browsers let a page sound only after a person has touched it. */
async function enableSound() {
  audio ??= new AudioContext()
  if (audio.state === 'suspended') await audio.resume()
  sessionStorage.setItem(SOUND, '1')
  showSound()
}

function showSound() {
  if (button) button.hidden = audio?.state === 'running'
}

function playTone() {
  if (audio?.state !== 'running') return
  const now = audio.currentTime
  const gain = new GainNode(audio, { gain: 0 })
  const tone = new OscillatorNode(audio, { type: 'sine', frequency: 784 })
  gain.gain.setValueAtTime(0, now)
  gain.gain.linearRampToValueAtTime(0.35, now + 0.02)
  gain.gain.setValueAtTime(0.35, now + 0.3)
  gain.gain.linearRampToValueAtTime(0, now + 0.4)
  tone.connect(gain).connect(audio.destination)
  tone.start(now)
  tone.stop(now + 0.42)
}

const TONE_HELD_MS = 1500

/** Of several open pages one sounds. */
export async function sound() {
  if (!navigator.locks) return playTone()
  await navigator.locks.request('desk-tone', { ifAvailable: true }, async (lock) => {
    if (!lock || audio?.state !== 'running') return
    playTone()
    await new Promise((resolve) => setTimeout(resolve, TONE_HELD_MS))
  })
}

export function alarm(count) {
  unseen += count
  document.title = `(${unseen}) ◆ Tin khẩn cấp · ${title}`
  announce(count === 1 ? 'Có 1 tin khẩn cấp mới' : `Có ${count} tin khẩn cấp mới`)
  void sound()
}

/** A person is here: the title goes back, and sound becomes possible. */
function noticePresence() {
  if (unseen > 0) {
    unseen = 0
    document.title = title
  }
}

export function watchAlarm() {
  showSound()
  if (sessionStorage.getItem(SOUND) !== null) void enableSound().catch(() => {})
  button?.addEventListener('click', () => {
    void enableSound().then(() => {
      playTone()
      announce('Đã bật âm báo')
    })
  })
  for (const type of ['pointerdown', 'keydown']) {
    document.addEventListener(type, () => {
      noticePresence()
      if (audio?.state !== 'running') void enableSound().catch(() => {})
    })
  }
}
