const KEYS = [
  ['j', 'k', 'Xuống, lên trong danh sách'],
  ['Enter', null, 'Mở tin đang chọn'],
  ['r', null, 'Viết trả lời'],
  ['t', null, 'Chuyển đơn vị khác'],
  ['c', null, 'Đóng tin'],
  ['?', null, 'Bảng phím tắt này'],
  ['Esc', null, 'Thu phần đang mở, hoặc về danh sách'],
] as const

/** Every key of the desk, and the switch that turns single letters off (WCAG 2.1.4). Opened by script alone. */
export function DeskHelp() {
  return (
    <dialog class="desk-help" aria-labelledby="phim-tat" data-help>
      <h2 id="phim-tat">Phím tắt</h2>
      <dl>
        {KEYS.map(([first, second, what]) => (
          <div>
            <dt>
              <kbd>{first}</kbd>
              {second === null ? null : (
                <>
                  {' '}
                  <kbd>{second}</kbd>
                </>
              )}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <label class="desk-switch">
        <input type="checkbox" checked data-keys-switch />
        Dùng phím tắt một chữ
      </label>
      <form method="dialog">
        <button class="desk-button" type="submit">
          Đóng bảng này
        </button>
      </form>
    </dialog>
  )
}
