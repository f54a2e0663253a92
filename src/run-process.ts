import { AppError } from './domain/errors.ts'
import { isUnreachable } from './storage/db.ts'

/** What a process of ours holds while it runs. */
interface Running {
  close(): Promise<void>
  /** Told to whoever started the process; empty where there is none. */
  address?: string
}

/** To the launcher: this port is taken, another may be free. */
const PORT_IN_USE_CODE = 98

/**
 * Starts a part of the line as a process of its own and keeps it until it is told to stop: a signal, or the launcher gone.
 * What an operator can mend ends it with a sentence and code 1 (98: the port is taken); any other fault with its stack.
 */
export async function runProcess(name: string, start: () => Promise<Running>): Promise<void> {
  try {
    const running = await start()
    process.send?.({ ready: running.address ?? '' })

    let isStopping = false
    const stop = (): void => {
      if (isStopping) return
      isStopping = true
      void running.close().then(() => process.exit(0))
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
    // The launcher is gone: nobody would stop this process any more.
    process.on('disconnect', stop)
  } catch (error) {
    // Whoever keeps this process running starts it again; a stack would tell an operator less than the sentence.
    if (!(error instanceof AppError) && !isUnreachable(error)) throw error
    process.stderr.write(`${name}: ${error instanceof AppError ? error.message : 'the database does not answer yet'}\n`)
    process.exit(error instanceof AppError && error.code === 'port-in-use' ? PORT_IN_USE_CODE : 1)
  }
}

/** A sentence to the operator, as the launcher shows it. */
export function tellOperator(line: string): void {
  process.stderr.write(`${line}\n`)
}
