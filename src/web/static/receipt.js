// The receipt page: copy, print, save as image. Nothing is kept by the page itself.

const receipt = document.querySelector('[data-receipt]')
const code = receipt.dataset.receipt
const note = receipt.querySelector('[data-note-to-reader]')
receipt.querySelector('[data-actions]').hidden = false

const copy = receipt.querySelector('[data-copy]')
copy.hidden = !navigator.clipboard
copy.addEventListener('click', async () => {
  const label = copy.querySelector('span')
  try {
    await navigator.clipboard.writeText(code)
    label.textContent = copy.dataset.done
    note.textContent = copy.dataset.done
  } catch {
    // Refused by the browser: the code is selected instead, to be copied by hand.
    getSelection().selectAllChildren(receipt.querySelector('.code'))
  }
})

receipt.querySelector('[data-print]').addEventListener('click', () => window.print())

const image = receipt.querySelector('[data-image]')
image.addEventListener('click', async () => {
  const blob = await drawReceipt()
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = 'ma.png'
  link.click()
  URL.revokeObjectURL(link.href)
})

/** A PNG of 1080 by 1080: time, code in fours on two lines, the sentence that says what it is. */
async function drawReceipt() {
  await document.fonts.ready
  const canvas = document.createElement('canvas')
  canvas.width = 1080
  canvas.height = 1080
  const pen = canvas.getContext('2d')
  const font = getComputedStyle(document.body).fontFamily
  const mono = getComputedStyle(receipt.querySelector('.code')).fontFamily
  pen.fillStyle = '#ffffff'
  pen.fillRect(0, 0, 1080, 1080)
  pen.strokeStyle = '#172028'
  pen.lineWidth = 6
  pen.strokeRect(60, 60, 960, 960)
  pen.fillStyle = '#4f5963'
  pen.font = `400 40px ${font}`
  pen.fillText(receipt.dataset.time, 120, 190)
  pen.fillText(image.dataset.title, 120, 320)
  pen.fillStyle = '#172028'
  pen.font = `600 76px ${mono}`
  const groups = code.split('-')
  pen.fillText(`${groups.slice(0, 3).join('-')}-`, 120, 430)
  pen.fillText(groups.slice(3).join('-'), 120, 540)
  pen.font = `400 38px ${font}`
  let line = ''
  let y = 700
  for (const word of image.dataset.note.split(' ')) {
    if (pen.measureText(`${line} ${word}`).width > 840) {
      pen.fillText(line, 120, y)
      line = word
      y += 58
    } else line = line === '' ? word : `${line} ${word}`
  }
  pen.fillText(line, 120, y)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
}
