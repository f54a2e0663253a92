import type { UnitRecord } from '../../domain/unit-record.ts'
import type { UnitFault, UnitField } from '../../flow/units-fields.ts'
import { faultWords, fieldWords } from './units-words.ts'

/** Fields of the forms by what they hold. */
export const FORM_FIELDS = {
  ma: 'code',
  ten: 'name',
  loai: 'kind',
  vaitro: 'role',
  tinh: 'province',
  captren: 'parent',
  diaban: 'areas',
  giotruc: 'hours',
  dienthoai: 'dutyPhones',
  kenh: 'channels',
  tungay: 'validFrom',
  denngay: 'validTo',
  kenhiem: 'successor',
  vanban: 'document',
  lydo: 'reason',
} as const satisfies Record<string, UnitField>
export type FormField = keyof typeof FORM_FIELDS

/** A form that was refused, as it was typed: which of the page's forms, and what is wrong with it. */
export interface Refused {
  form: 'change' | 'end'
  typed: Readonly<Record<string, string>>
  faults: readonly UnitFault[]
}

/** One labelled line of a unit's form. */
export function Line(props: {
  name: FormField
  typed: Readonly<Record<string, string>>
  hint?: string
  list?: string
}) {
  const { name, typed, hint } = props
  return (
    <>
      <label class="desk-label" for={name}>
        {fieldWords(FORM_FIELDS[name])}
      </label>
      {hint === undefined ? null : (
        <p class="desk-hint" id={`${name}-goi-y`}>
          {hint}
        </p>
      )}
      <input
        class="input"
        type="text"
        id={name}
        name={name}
        value={typed[name] ?? ''}
        list={props.list}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        aria-describedby={hint === undefined ? undefined : `${name}-goi-y`}
      />
    </>
  )
}

/** Units that a line offers while it is typed in. */
export function Offer(props: { id: string; units: readonly UnitRecord[] }) {
  return (
    <datalist id={props.id}>
      {props.units.map((unit) => (
        <option value={labelOf(unit)} />
      ))}
    </datalist>
  )
}

/** What is wrong with a form, each with a link to where it stands. */
export function Faults(props: { refused: Refused | null }) {
  const faults = props.refused?.faults ?? []
  if (props.refused === null) return null
  const idOf = (field: UnitField): string => {
    const name = Object.entries(FORM_FIELDS).find(([, known]) => known === field)?.[0] ?? ''
    return props.refused?.form === 'end' && ['vanban', 'lydo'].includes(name) ? `kt-${name}` : name
  }
  return (
    <div class="desk-error" role="alert">
      <p>{faults.length === 0 ? 'Không có gì khác với nội dung đang lưu.' : 'Chưa lưu. Xin xem lại:'}</p>
      {faults.length === 0 ? null : (
        <ul>
          {faults.map((fault) => (
            <li>
              {fault.field === null ? null : <a href={`#${idOf(fault.field)}`}>{fieldWords(fault.field)}</a>}
              {`${fault.field === null ? '' : ': '}${faultWords(fault)}`}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** A unit as a line offers it and reads it back. */
export function labelOf(unit: UnitRecord): string {
  return `${unit.name} (${unit.code})`
}
