/**
 * What `work` comes to, if it does so within `timeoutMs`; what it comes to later, a fault too, is heard by nobody.
 * @throws {Error} `complaint`, when it is late.
 */
export async function inTime<T>(work: Promise<T>, timeoutMs: number, complaint: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(complaint)), timeoutMs)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
