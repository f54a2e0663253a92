import { type ActContext, controlOf, typedOf } from './desk-act-form.tsx'

/** Found by one search: more would be no list to choose from. */
export const FOUND_MAX = 12
const ACT = 'noi-xay-ra'

/** Where it happened, by name: the first press finds, the second saves. Works without scripts. */
export function SetPlace(props: { context: ActContext; offered: readonly string[] }) {
  const { context } = props
  const places = context.names.places()
  if (places === null) return <p class="desk-hint">Chưa có danh mục địa danh, nên chưa sửa được nơi xảy ra.</p>
  const typed = typedOf(context, ACT, 'noi')
  const chosen = typedOf(context, ACT, 'xa')
  const offered = [chosen, ...props.offered].flatMap((code) => places.commune(code) ?? [])
  const found = typed === '' ? offered : places.search(typed, FOUND_MAX)
  const listed = [...new Map(found.map((one) => [one.code, one])).values()].slice(0, FOUND_MAX)
  return (
    <>
      <label class="desk-label" for="noi-xay-ra-noi">
        Tìm phường, xã
      </label>
      <input
        type="search"
        value={typed}
        maxlength={100}
        {...controlOf(context, ACT, 'noi', ['unknown-place'], 'noi-xay-ra-cach-tim')}
      />
      <p class="desk-hint" id="noi-xay-ra-cach-tim">
        Tên hiện nay hoặc tên cũ, có dấu hoặc không: “Bến Thành”, “phường 5 quận 3”.
      </p>
      {/* Before the others: it is what Enter presses. */}
      <div class="desk-form-foot">
        <button class="desk-button" type="submit" name="nut" value="tim">
          Tìm
        </button>
      </div>
      {listed.length === 0 ? null : (
        <>
          <fieldset class="desk-places">
            <legend class="desk-label">Nơi xảy ra</legend>
            {listed.map(({ code, name, provinceName, former }) => (
              <label class="desk-place">
                <input type="radio" name="xa" value={code} checked={code === chosen || listed.length === 1} />
                <span>
                  {name}, {provinceName}
                  {former === undefined ? '' : ` (${former})`}
                </span>
              </label>
            ))}
          </fieldset>
          <div class="desk-form-foot">
            <button class="desk-button desk-main-button" type="submit" name="nut" value="luu">
              Lưu nơi xảy ra
            </button>
            <button class="desk-button" type="submit" name="nut" value="chuyen">
              Lưu và chuyển đơn vị
            </button>
          </div>
          <p class="desk-hint">Chuyển đơn vị thì đơn vị này không còn xem được tin.</p>
        </>
      )}
    </>
  )
}
