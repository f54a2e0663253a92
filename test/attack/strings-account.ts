import { attackForms } from './strings-forms.ts'
import { packsOf } from './strings-packs.ts'
import { makePasskey, openLink } from './strings-people.ts'
import { formOn, readerAs, type StringsRun, sendForm, stageOf } from './strings-run.ts'

const ACCOUNT = '/ban-truc/tai-khoan'

/** Signing in, step by step, and enrolling with a link; `link`: of somebody who goes on to enrol with it. */
export async function attackEntrance(run: StringsRun, link: string): Promise<void> {
  const { done } = run
  const visitor = await run.looking.visit({})
  for (const path of ['/ban-truc/dang-nhap', '/ban-truc/ghi-danh']) {
    await attackForms(
      stageOf(run, visitor, () => visitor.open(path)),
      { done },
    )
  }
  let tries = 0
  const openCode = async () => {
    await visitor.open('/ban-truc/dang-nhap')
    tries += 1
    // A login of its own each time: one that is guessed at is slowed down.
    return sendForm(visitor, 'POST /ban-truc/dang-nhap', { login: `khongco${tries}`, password: 'khong co ai' })
  }
  await attackForms(stageOf(run, visitor, openCode), { done })
  await openLink(visitor, link)
  await attackForms(
    stageOf(run, visitor, () => visitor.open('/ban-truc/ghi-danh/phuong-thuc')),
    { done },
  )
}

/** Being asked again who one is, with a form of strings on the way; the tries of a session are few. */
export async function attackStepUp(run: StringsRun): Promise<void> {
  const { ground, done, strings } = run
  const packs = packsOf(strings, { lengthMax: 9_900, countMax: 100 })
  const reader = await readerAs(run, 'quantri79')
  let turn = 0
  const open = async () => {
    await reader.become({ desk: await ground.openSession('quantri79') })
    await reader.open('/ban-truc/can-bo')
    const pack = packs[turn++ % packs.length] ?? { text: '', strings: [] }
    // Whatever a form holds is carried on, its names too.
    const names = Object.fromEntries(pack.strings.map((string) => [string.slice(0, 200), string]))
    const { action, others } = formOn(reader, 'POST /ban-truc/can-bo')
    return reader.post(action, { ...names, ...others, login: pack.text, sohieu: pack.text, donvi: pack.text })
  }
  await attackForms(stageOf(run, reader, open), { done, only: ['POST /ban-truc/xac-nhan'] })
}

/** An officer's own page, and the pages behind its buttons. `xinmo` has enrolled with a passkey and nothing else. */
export async function attackAccount(run: StringsRun): Promise<void> {
  const { ground, done } = run
  const reader = await readerAs(run, 'taikhoan')
  const openAs = (login: string, button?: string) => async () => {
    await reader.become({ desk: await ground.openSession(login, 'account') })
    const page = await reader.open(ACCOUNT)
    return button === undefined ? page : sendForm(reader, `POST ${ACCOUNT}/${button}`)
  }
  const stage = (login: string, button?: string) => stageOf(run, reader, openAs(login, button))
  await attackForms(stage('taikhoan', 'khoa-moi'), { done })
  const [name] = packsOf(run.strings, { lengthMax: 60, countMax: 1 }).slice(-1)
  await openAs('taikhoan', 'khoa-moi')()
  await makePasskey(reader, `POST ${ACCOUNT}/khoa`, name?.text ?? '')
  await attackForms(stage('taikhoan'), { done })
  await attackForms(stage('taikhoan', 'mat-khau-moi'), { done })
  await attackForms(stage('xinmo', 'ma-moi'), { done })
}
