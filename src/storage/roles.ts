/** The roles that run-time processes sign in as. Each owns nothing; migration 0005 says what each may touch. */
export const RUNTIME_ROLES = ['intake', 'public', 'login', 'desk', 'worker', 'vault'] as const
export type RuntimeRole = (typeof RUNTIME_ROLES)[number]

/** Roles whose passwords lie where web and worker read them; the vault's lies in its own folder. */
export type SharedRole = Exclude<RuntimeRole, 'vault'>

export type RolePasswords = Readonly<Record<RuntimeRole, string>>

/** The database at this address (any account in it is replaced), as one of our roles. */
export function urlForRole<Role extends RuntimeRole>(
  address: string,
  role: Role,
  passwords: Readonly<Record<Role, string>>,
): string {
  const url = new URL(address)
  url.username = `tinbao_${role}`
  url.password = passwords[role]
  return url.href
}
