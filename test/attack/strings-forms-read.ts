import type { Page } from 'playwright-core'
import type { FoundForm } from './strings-reach.ts'

/** Every form of the page that is open. */
export function readForms(page: Page): Promise<FoundForm[]> {
  return page.evaluate(() =>
    [...document.forms].map((form) => {
      const texts: Record<string, string> = {}
      const others: Record<string, string> = {}
      const files: string[] = []
      for (const box of form.elements) {
        if (box instanceof HTMLTextAreaElement) texts[box.name] = box.value
        else if (box instanceof HTMLSelectElement) {
          others[box.name] = [...box.options].map(({ value }) => value).find((value) => value !== '') ?? ''
        } else if (box instanceof HTMLInputElement) {
          if (box.type === 'file') files.push(box.name)
          else if (['hidden', 'radio', 'checkbox'].includes(box.type)) others[box.name] = box.value
          else if (!['submit', 'button'].includes(box.type)) texts[box.name] = box.value
        }
      }
      // Without a name nothing is sent.
      for (const fields of [texts, others]) delete fields['']
      const action = form.getAttribute('action') ?? location.pathname
      return { action, method: form.getAttribute('method')?.toLowerCase() ?? 'get', texts, others, files }
    }),
  )
}

/** Links of the desk that lead on from here, tips aside. */
export function readLinks(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.links]
      .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith('/ban-truc'))
      .map(({ pathname, search }) => `${pathname}${search}`)
      .filter((path) => !/\/tin\/|tin=|dang-xuat/.test(path)),
  )
}
