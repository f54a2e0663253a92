import { loadConfig } from '../config.ts'
import type { Command } from './command.ts'
import { readDemoCode } from './demo.ts'

export const demoCode: Command = {
  usage: 'demo-code LOGIN            the 6-digit code with which an officer of the demonstration signs in now',
  async run([login = ''], env) {
    const found = await readDemoCode(loadConfig(env), login, new Date())
    if (!found) {
      process.stderr.write('There is no demonstration here, or it has no such officer. "npm start" lists them.\n')
      return 1
    }
    process.stdout.write(
      `${found.code}   for ${found.secondsLeft} more seconds; each code works once for each officer\n`,
    )
    return 0
  },
}
