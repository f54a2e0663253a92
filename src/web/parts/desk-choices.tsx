import type { Child } from 'hono/jsx'
import { URGENCIES } from '../../domain/tip.ts'
import { type ActContext, controlOf, typedOf } from './desk-act-form.tsx'
import type { Act } from './desk-refusal.ts'
import { URGENCY_WORDS } from './desk-words.ts'

/** Which category is right. */
export function Category(props: { context: ActContext }) {
  const { context } = props
  const typed = typedOf(context, 'phan-loai', 'phanloai')
  return (
    <>
      <label class="desk-label" for="phan-loai-phanloai">
        Phân loại đúng
      </label>
      <Choice context={context} act="phan-loai" name="phanloai" reason="unknown-category" empty="Chọn phân loại">
        {context.names.groups.map(({ name, categories }) => (
          <optgroup label={name}>
            {categories
              .filter(({ code }) => code !== context.view.tip.category)
              .map(({ code, vi }) => (
                <option value={code} selected={typed === code}>
                  {vi}
                </option>
              ))}
          </optgroup>
        ))}
      </Choice>
      <div class="desk-form-foot">
        <button class="desk-button" type="submit">
          Lưu phân loại
        </button>
      </div>
    </>
  )
}

/** Which urgency is right. */
export function UrgencyChoice(props: { context: ActContext }) {
  const { context } = props
  const typed = typedOf(context, 'muc-khan', 'muckhan')
  return (
    <>
      <label class="desk-label" for="muc-khan-muckhan">
        Mức khẩn đúng
      </label>
      <Choice context={context} act="muc-khan" name="muckhan" reason="unknown-urgency" empty="Chọn mức khẩn">
        {URGENCIES.filter((level) => level !== context.view.tip.urgency).map((level) => (
          <option value={level} selected={typed === level}>
            {URGENCY_WORDS[level]}
          </option>
        ))}
      </Choice>
      <div class="desk-form-foot">
        <button class="desk-button" type="submit">
          Lưu mức khẩn
        </button>
      </div>
    </>
  )
}

/** A list to choose from, `empty` first; `reason` is the refusal that asks for another choice. */
export function Choice(props: {
  context: ActContext
  act: Act
  name: string
  reason: string
  empty: string
  children: Child
}) {
  return (
    <select {...controlOf(props.context, props.act, props.name, [props.reason])}>
      <option value="">{props.empty}</option>
      {props.children}
    </select>
  )
}
