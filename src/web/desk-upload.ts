import type { Context } from 'hono'
import { askToSignIn, type DeskForm, type DeskRoom, readTyped } from './desk-room.ts'
import { isForeignRequest } from './foreign-origin.ts'

export interface DeskUpload extends DeskForm {
  /** Null where none was chosen. */
  file: { name: string; bytes: Buffer } | null
}

/**
 * A form with a file, as {@link readDeskForm} reads one without: 403 unless it is ours and this session's. The body has been
 * held to its size before; the file is called by its last name alone, for messages and its ending.
 */
export async function readDeskUpload(c: Context, room: DeskRoom, field: string): Promise<DeskUpload | Response> {
  const isForm = c.req.header('content-type')?.toLowerCase().startsWith('multipart/form-data') ?? false
  const sent = isForm && !isForeignRequest(c) ? await c.req.formData().catch(() => null) : null
  if (sent === null) return room.errors.answer(c, 403)
  const session = room.cookies.readSession(c)
  if (session === null) return askToSignIn(c)
  const fields: Record<string, string> = {}
  for (const [name, value] of sent) if (typeof value === 'string') fields[name] = readTyped(value)
  const key = room.tokens.read('act', session, fields.token ?? '')
  if (key === null) return room.errors.answer(c, 403)
  const file = sent.get(field)
  const isChosen = file !== null && typeof file !== 'string' && file.size > 0
  return {
    session,
    fields,
    key,
    file: isChosen ? { name: nameOf(file.name), bytes: Buffer.from(await file.arrayBuffer()) } : null,
  }
}

function nameOf(path: string): string {
  return (path.split(/[\\/]/).at(-1) ?? '').replace(/\p{C}/gu, '').slice(-100)
}
