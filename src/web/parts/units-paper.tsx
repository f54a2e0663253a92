/** Why units are changed, and by which document; for the forms that change them. `id` keeps two forms of a page apart. */
export function Paper(props: { id?: string; reason?: string; document?: string }) {
  const id = (name: string): string => `${props.id ?? ''}${name}`
  return (
    <>
      <label class="desk-label" for={id('vanban')}>
        Văn bản (số, ngày)
      </label>
      <p class="desk-hint" id={id('vanban-goi-y')}>
        Không bắt buộc. Ví dụ: QĐ 123/QĐ-CAT ngày 01/07/2026.
      </p>
      <input
        class="input"
        type="text"
        id={id('vanban')}
        name="vanban"
        value={props.document ?? ''}
        maxlength={200}
        autocomplete="off"
        aria-describedby={id('vanban-goi-y')}
      />
      <label class="desk-label" for={id('lydo')}>
        Lý do thay đổi
      </label>
      <input
        class="input"
        type="text"
        id={id('lydo')}
        name="lydo"
        value={props.reason ?? ''}
        maxlength={500}
        autocomplete="off"
        required
      />
    </>
  )
}
