/** What went wrong with a backup and what the operator can do about it, both in whole sentences. */
export class BackupFault extends Error {
  readonly remedy: string
  constructor(happened: string, remedy: string, options?: { cause?: unknown }) {
    super(happened, options)
    this.name = 'BackupFault'
    this.remedy = remedy
  }
}

/** The same two lines as for every other command. */
export function explainBackupFault(fault: BackupFault): string {
  return `What happened: ${fault.message}\nWhat to do: ${fault.remedy}`
}

/** Cut off, a flipped bit, another file under that name: age tells no more apart, and neither do we. */
export function damaged(file: string, cause?: unknown): BackupFault {
  return new BackupFault(
    `${file} is cut short, altered, or no backup of Tin Báo`,
    'Compare its size with the copy it came from, fetch it again, or take an older backup.',
    { cause },
  )
}

/** Faults of the disk in an operator's words; every other one is passed on as it is. */
export function explainDisk(error: unknown, folder: string): unknown {
  for (let fault = error; fault instanceof Error; fault = fault.cause) {
    const code = 'code' in fault ? String(fault.code) : ''
    if (code === 'ENOSPC' || code === 'EDQUOT') {
      return new BackupFault(
        `the disk of ${folder} is full`,
        'Nothing was replaced, and what was half written has been removed. Make room and run the command again.',
        { cause: error },
      )
    }
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
      return new BackupFault(
        `${folder} may not be written to or read by this account`,
        'Run the command as the account that runs "npm start", or choose another folder.',
        { cause: error },
      )
    }
  }
  return error
}
