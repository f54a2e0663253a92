/** Statements of a script, without their semicolons: quotes, dollar quotes and comments are stepped over. */
export function splitSql(script: string): string[] {
  const statements: string[] = []
  let from = 0
  const pattern = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$[A-Za-z_]*\$)[\s\S]*?\1|;/g
  for (const match of script.matchAll(pattern)) {
    if (match[0] !== ';') continue
    statements.push(script.slice(from, match.index))
    from = match.index + 1
  }
  statements.push(script.slice(from))
  const isCode = (text: string): boolean => text.replace(/--[^\n]*/g, '').trim() !== ''
  return statements.filter(isCode).map((text) => text.trim())
}
