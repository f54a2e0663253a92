/** The value of the last hidden field of this name on a page: the first ones may be the frame's. */
export function readHidden(html: string, name: string): string {
  const found = [...html.matchAll(new RegExp(`<input[^>]*name="${name}"[^>]*?value="([^"]*)"`, 'g'))].at(-1)?.[1]
  if (found === undefined) throw new Error(`the page has no field ${name}`)
  return found
}
