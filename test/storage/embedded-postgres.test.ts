import { readFile, writeFile } from 'node:fs/promises'
import net from 'node:net'
import path from 'node:path'
import pg from 'pg'
import { expect, it } from 'vitest'
import { startPostgres } from '../../src/cli/postgres.ts'
import { findRunningPostgres } from '../../src/cli/running-postgres.ts'
import { makeServerHome } from '../support/postgres.ts'

const { start, home } = await makeServerHome()
const log = (): void => {}

async function ask(url: string, question: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query({ text: question, rowMode: 'array' })).rows.flat()
  } finally {
    await client.end()
  }
}

it('what was committed is there after the server was killed and started again, at the same address', async () => {
  const first = await start()
  await ask(first.url, 'create table kept (id int)')
  await ask(first.url, 'insert into kept values (7)')
  await first.kill9()
  const second = await start()
  expect(await ask(second.url, 'select id from kept')).toEqual([7])
  expect(second.url).toBe(first.url)
  await second.stop()
})

it('commits wait for the disk, and only this machine is listened to', async () => {
  const server = await start()
  const settings = await ask(
    server.url,
    `select setting from pg_settings where name in
     ('fsync', 'full_page_writes', 'listen_addresses', 'synchronous_commit', 'unix_socket_directories') order by name`,
  )
  expect(settings).toEqual(['on', 'on', '127.0.0.1', 'on', ''])
  await server.stop()
})

it('a failing statement leaves none of its text in the log of the server', async () => {
  const server = await start()
  await expect(ask(server.url, `select 'bí mật của người báo tin'::int`)).rejects.toThrow()
  await expect(ask(server.url, `insert into kept values ('Nguyễn Thị Giả')`)).rejects.toThrow()
  await server.stop()
  const written = await readFile(path.join(home, 'postgres.log'), 'utf8')
  expect(written).not.toContain('insert into kept')
})

it('a second start while the first is served is refused, and the first lives on', async () => {
  const server = await start()
  await expect(startPostgres({ home, log })).rejects.toThrow(/port-in-use: .*stop it first/)
  expect(await ask(server.url, 'select 1')).toEqual([1])
  await server.stop()
})

it('a command beside a running server finds its address, and none once it has stopped', async () => {
  const server = await start()
  expect(await findRunningPostgres(home)).toBe(server.url)
  await server.stop()
  expect(await findRunningPostgres(home)).toBeNull()
})

it('a server left behind by a killed launcher is stopped before a new one starts', async () => {
  const left = await start()
  const orphan = new pg.Client({ connectionString: left.url })
  const isDropped = new Promise((resolve) => orphan.on('error', resolve))
  await orphan.connect()
  await writeFile(path.join(home, 'postgres-owner'), '2000000000')
  const server = await start()
  await isDropped
  expect(await ask(server.url, 'select id from kept')).toEqual([7])
  await server.stop()
})

it('a process number that now belongs to somebody else does not keep the server from starting', async () => {
  const first = await start()
  const file = path.join(home, 'postgres', 'postmaster.pid')
  const text = await readFile(file, 'utf8')
  await first.kill9()
  await writeFile(file, text.replace(/^\d+/, String(process.ppid)))
  const second = await start()
  expect(await ask(second.url, 'select id from kept')).toEqual([7])
  await second.stop()
})

it('a port that another program holds is named when it was asked for', async () => {
  const holder = net.createServer()
  const port = await new Promise<number>((resolve) => {
    holder.listen(0, '127.0.0.1', () => {
      const address = holder.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
  await expect(startPostgres({ home, port, log })).rejects.toThrow(`port-in-use: port ${port} of 127.0.0.1`)
  holder.close()
})
