import type { Child } from 'hono/jsx'
import { KINDS, URGENCIES } from '../../domain/tip.ts'
import { type ActContext, controlOf, typedOf } from './desk-act-form.tsx'
import type { Act } from './desk-refusal.ts'
import { KIND_WORDS, URGENCY_WORDS } from './desk-words.ts'

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
        <Confirm name="phanloai" value={context.view.tip.category} label="Phân loại hiện tại đúng" />
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
        <Confirm name="muckhan" value={context.view.tip.urgency} label="Mức khẩn hiện tại đúng" />
      </div>
    </>
  )
}

/** What the form sends besides the kinds of message. */
export const POLICE_ANSWERS = [
  { value: 've-cong-an', isAbout: true, vi: 'Có phản ánh về cán bộ công an' },
  { value: 'khong-ve-cong-an', isAbout: false, vi: 'Không phản ánh về cán bộ công an' },
] as const

/** What kind of message it is, for the models alone; or whether it is about police, which sends it to the inspectorate. */
export function Understood(props: { context: ActContext }) {
  const { context } = props
  const typed = typedOf(context, 'hieu-dung', 'dieu')
  return (
    <>
      <label class="desk-label" for="hieu-dung-dieu">
        Tin này là
      </label>
      <Choice context={context} act="hieu-dung" name="dieu" reason="unknown-kind" empty="Chọn một mục">
        <optgroup label="Loại tin nhắn">
          {KINDS.map((kind) => (
            <option value={kind} selected={typed === kind}>
              {KIND_WORDS[kind]}
            </option>
          ))}
        </optgroup>
        <optgroup label="Về công an">
          {POLICE_ANSWERS.map(({ value, vi }) => (
            <option value={value} selected={typed === value}>
              {vi}
            </option>
          ))}
        </optgroup>
      </Choice>
      <p class="desk-hint">
        Chọn có phản ánh về cán bộ công an thì tin chuyển ngay tới thanh tra. Các mục khác chỉ để máy học, tin không đổi
        đơn vị, không đổi mức khẩn.
      </p>
      <div class="desk-form-foot">
        <button class="desk-button" type="submit">
          Ghi nhận
        </button>
      </div>
    </>
  )
}

/** The question before the machine's answer is shown. Nothing on the desk waits for it: the officer may leave it. */
export function AskedFirst(props: { context: ActContext }) {
  const { context } = props
  const typed = typedOf(context, 'hoi-truoc', 'phanloai')
  return (
    <>
      <p id="hoi-truoc-vi-sao">
        Tin này được chọn ngẫu nhiên để biết máy phân loại đúng đến đâu. Anh/Chị đọc rồi chọn loại việc; phân loại của
        máy hiện ngay sau đó.
      </p>
      <label class="desk-label" for="hoi-truoc-phanloai">
        Theo Anh/Chị, đây là việc gì
      </label>
      <Choice context={context} act="hoi-truoc" name="phanloai" reason="unknown-category" empty="Chọn phân loại">
        {context.names.groups.map(({ name, categories }) => (
          <optgroup label={name}>
            {categories.map(({ code, vi }) => (
              <option value={code} selected={typed === code}>
                {vi}
              </option>
            ))}
          </optgroup>
        ))}
      </Choice>
      <div class="desk-form-foot">
        <button class="desk-button desk-main-button" type="submit">
          Trả lời
        </button>
        <button class="desk-button" type="submit" name="boqua" value="co">
          Bỏ qua, xem phân loại của máy
        </button>
      </div>
    </>
  )
}

/** Comes after the list in its form: of two values of one name the later one counts. */
function Confirm(props: { name: string; value: string | null; label: string }) {
  if (props.value === null) return null
  return (
    <button class="desk-button" type="submit" name={props.name} value={props.value}>
      {props.label}
    </button>
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
