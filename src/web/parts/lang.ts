/** Languages of the public pages; the desk speaks Vietnamese. */
export const LANGS = ['vi', 'en'] as const
export type Lang = (typeof LANGS)[number]

/** Vietnamese pages stand at the root, English ones under `/en`. `path` begins with a slash. */
export function localPath(lang: Lang, path: string): string {
  if (lang === 'vi') return path
  return path === '/' ? '/en' : `/en${path}`
}
