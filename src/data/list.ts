/** The items of a long list written as running text, so that a phrase file can be read: parted by semicolons. */
export function list(text: string): readonly string[] {
  return text
    .split(';')
    .map((item) => item.trim().replace(/\s+/g, ' '))
    .filter((item) => item !== '')
}
