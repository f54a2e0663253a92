/**
 * Many tips of one job ask at the same moment: their questions go out as one. `ask` answers in the order of the
 * questions; what it throws, each asker gets.
 */
export function gather<Q, A>(ask: (questions: readonly Q[]) => Promise<readonly A[]>): (question: Q) => Promise<A> {
  let open: { question: Q; resolve: (answer: A) => void; reject: (error: unknown) => void }[] = []

  const send = async (): Promise<void> => {
    const asked = open
    open = []
    try {
      const answers = await ask(asked.map(({ question }) => question))
      for (const [at, { resolve, reject }] of asked.entries()) {
        const answer = answers[at]
        if (answer === undefined) reject(new Error('fewer answers than questions'))
        else resolve(answer)
      }
    } catch (error) {
      for (const { reject } of asked) reject(error)
    }
  }

  return (question) =>
    new Promise((resolve, reject) => {
      // After all that run in this turn of the loop have asked.
      if (open.length === 0) process.nextTick(() => void send())
      open.push({ question, resolve, reject })
    })
}
