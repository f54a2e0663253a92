import type { Child } from 'hono/jsx'
import type { TipView } from '../../flow/tip-view.ts'
import { DESK_PATH, type DeskAddress } from '../desk-address.ts'
import type { DeskNames } from '../desk-names.ts'
import type { MapGround } from '../map-ground.ts'
import { countSeen, DeskChanges } from './desk-changes.tsx'
import { type Act, type RefusedAct, refusalStatus, refusalWords } from './desk-refusal.ts'

/** What every form of a tip's page carries. */
export interface ActContext {
  view: TipView
  names: DeskNames
  /** What the map of the tip is drawn on; null while no gazetteer is loaded. */
  ground: MapGround | null
  address: DeskAddress
  token: string
  refused: RefusedAct | null
  /** Why the words of a restricted tip may be shown. */
  uncoverReasons: readonly { code: string; vi: string }[]
  /** Why a tip may be given back. */
  returnReasons: readonly { code: string; vi: string }[]
  now: Date
}

/** One act's form: token, the version and the much that was seen, the error if this act was refused, then `children`. */
export function ActForm(props: { context: ActContext; act: Act; children: Child }) {
  const { context, act } = props
  const { view, address } = context
  const seen = countSeen(view)
  return (
    <form method="post" action={`${DESK_PATH}/tin/${view.tip.id}/${act}`} novalidate autocomplete="off" data-act={act}>
      <input type="hidden" name="token" value={context.token} autocomplete="off" />
      <input type="hidden" name="phienban" value={String(view.tip.version)} autocomplete="off" />
      <input type="hidden" name="daxem" value={`${seen.messages}.${seen.decisions}`} autocomplete="off" />
      <input type="hidden" name="khung" value={address.isAlone ? 'rieng' : 'danh-sach'} autocomplete="off" />
      <input type="hidden" name="xem" value={address.view === 'closed' ? 'da-dong' : ''} autocomplete="off" />
      <ActError context={context} act={act} />
      {props.children}
    </form>
  )
}

function ActError(props: { context: ActContext; act: Act }) {
  const { refused, view, names, now } = props.context
  if (refused?.act !== props.act) return null
  // With a control to mend, the focus goes there.
  const isWhole = refusalStatus(refused.reason) === 409
  return (
    <div class="desk-error" role="alert" id={errorId(props.act)} tabindex={-1} autofocus={isWhole}>
      <p>{refusalWords(refused)}</p>
      {refused.reason === 'changed' ? <DeskChanges view={view} seen={refused.seen} names={names} now={now} /> : null}
    </div>
  )
}

function errorId(act: Act): string {
  return `${act}-loi`
}

/** What was typed into a control of a refused act, else nothing. */
export function typedOf(context: ActContext, act: Act, name: string): string {
  return context.refused?.act === act ? (context.refused.typed[name] ?? '') : ''
}

/**
 * Attributes of a control: id and name, the error it is described by, and the focus if it is the one to mend. `mends`
 * names the reasons for which it is.
 */
export function controlOf(context: ActContext, act: Act, name: string, mends: readonly string[], hint?: string) {
  const isRefused = context.refused?.act === act
  const isWrong = isRefused && mends.includes(context.refused?.reason ?? '')
  const described = [hint, isRefused ? errorId(act) : undefined].filter(Boolean).join(' ')
  return {
    id: `${act}-${name}`,
    name,
    class: 'input',
    autocomplete: 'off',
    autofocus: isWrong,
    'aria-invalid': isWrong ? ('true' as const) : undefined,
    'aria-describedby': described === '' ? undefined : described,
  }
}

/** A text area that keeps what was typed, a first line feed included (a parser drops one after the tag). */
export function TextArea(props: { value: string; rows: number; control: ReturnType<typeof controlOf> }) {
  return (
    <textarea rows={props.rows} {...props.control}>
      {`\n${props.value}`}
    </textarea>
  )
}
