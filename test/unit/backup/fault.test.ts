import { describe, expect, it } from 'vitest'
import { BackupFault, explainBackupFault, explainDisk } from '../../../src/cli/backup/fault.ts'

const failing = (code: string): Error => Object.assign(new Error(code), { code })

describe('faults of the disk', () => {
  it('a full one is said to be full, however deep the fault lies', () => {
    const told = explainDisk(new Error('pipeline', { cause: failing('ENOSPC') }), '/backups')
    expect(told).toBeInstanceOf(BackupFault)
    expect(String(told)).toContain('the disk of /backups is full')
  })

  it('a closed folder is told apart from a full disk', () => {
    expect(String(explainDisk(failing('EACCES'), '/backups'))).toContain('may not be written to')
  })

  it('every other fault stays what it was', () => {
    const other = failing('EPIPE')
    expect(explainDisk(other, '/backups')).toBe(other)
  })
})

it('a fault says what happened and what to do, in two lines', () => {
  expect(explainBackupFault(new BackupFault('it rained', 'Wait.'))).toBe('What happened: it rained\nWhat to do: Wait.')
})
