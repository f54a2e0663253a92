import { makeAccount } from '../flow/account.ts'
import { makeEnrol } from '../flow/enrol.ts'
import { makeFresh } from '../flow/fresh.ts'
import { makeLoginSecrets } from '../flow/login-secrets.ts'
import { makeOfficers } from '../flow/officers.ts'
import { makePasskeys, type Passkeys } from '../flow/passkeys.ts'
import { makeSignIn } from '../flow/sign-in.ts'
import type { Db } from '../storage/db.ts'
import type { DeskDeps } from '../web/desk-deps.ts'

/**
 * Everything about who an officer is. `login` is the pool that reads secrets; `desk` the one that administrators act
 * through, under their token. `origin` is asked at each request: the port may be known only once we listen.
 */
export function makeSignInLine(parts: {
  login: Db
  desk: Db
  loginKey: Uint8Array
  origin: () => string
  now: () => Date
}): Pick<DeskDeps, 'signIn' | 'enrol' | 'account' | 'fresh' | 'officers' | 'origin'> & { passkeys: Passkeys } {
  const { login: db, now, origin } = parts
  const secrets = makeLoginSecrets(parts.loginKey)
  const passkeys = makePasskeys({ db, site: () => ({ origin: origin(), rpId: new URL(origin()).hostname }) })
  return {
    signIn: makeSignIn({ db, secrets, passkeys, now }),
    enrol: makeEnrol({ db, secrets, passkeys, now }),
    account: makeAccount({ db, secrets, passkeys, now }),
    fresh: makeFresh({ db, secrets, passkeys, now }),
    officers: makeOfficers({ db: parts.desk }),
    origin,
    // For acts that hang on an assertion of their own: `beginAssertion`, `finishAssertion`.
    passkeys,
  }
}
