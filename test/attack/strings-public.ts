import { attackForms } from './strings-forms.ts'
import type { Reader } from './strings-look.ts'
import { cutToAddress, packsOf } from './strings-packs.ts'
import type { Sown } from './strings-plant.ts'
import { formOn, type StringsRun, sendForm, stageOf } from './strings-run.ts'

const LANGUAGES = ['', '/en'] as const
const IN_ADDRESSES = 25

/** The threads that were sown, and every form of the public side in both languages. */
export async function attackPublicSide(run: StringsRun, sown: Sown): Promise<void> {
  const reader = await run.looking.visit({})
  await reader.open('/bien-nhan')
  const { action, others } = formOn(reader, 'POST /bien-nhan')
  // From one page that was opened once: opened anew for each, it would be half of all that is looked at here.
  for (const code of sown.receipts) await reader.post(action, { ...others, code })
  for (const chat of sown.chats) {
    await reader.become({ chat })
    await reader.open('/chat')
  }
  const visitor = await run.looking.visit({})
  for (const language of LANGUAGES) {
    for (const path of [language || '/', `${language}/bien-nhan`, `${language}/chat`]) {
      await attackForms(
        stageOf(run, visitor, () => visitor.open(path)),
        { done: run.done },
      )
    }
    const [code = ''] = sown.receipts.slice(-1)
    await attackForms(
      stageOf(run, visitor, () => openThread(visitor, language, code)),
      { done: run.done },
    )
    await attackWithdrawal(run, visitor, language, code)
  }
  await attackAddresses(run, visitor)
}

async function openThread(reader: Reader, language: string, code: string): Promise<Reader['page']> {
  await reader.open(`${language}/bien-nhan`)
  return sendForm(reader, `POST ${language}/bien-nhan`, { code })
}

/** Ending the contact: strings in the place of the code that the page carries, then the code itself. */
async function attackWithdrawal(run: StringsRun, reader: Reader, language: string, code: string): Promise<void> {
  await openThread(reader, language, code)
  const route = `POST ${language}/bien-nhan/rut-tin`
  const { action, others } = formOn(reader, route)
  for (const { text, strings } of packsOf(run.strings, { lengthMax: 9_900, countMax: 100 })) {
    await reader.post(action, { ...others, code: text, confirm: text })
    run.reach.note('POST', action, ['code', 'confirm'], strings)
  }
  await reader.post(action, others)
}

/** Strings in the place of what addresses hold. */
async function attackAddresses({ strings }: StringsRun, reader: Reader): Promise<void> {
  for (const string of strings.slice(0, Math.min(IN_ADDRESSES, Math.ceil(strings.length / 6)))) {
    const asked = encodeURIComponent(cutToAddress(string))
    for (const path of [`/?noi=${asked}`, `/chat?truoc=${asked}`, `/${asked}`]) await reader.open(path)
  }
}
