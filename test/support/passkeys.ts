import type { CDPSession, Page } from 'playwright-core'

/** A platform authenticator inside Chromium, for one page (Chrome DevTools protocol, domain WebAuthn). */
export interface VirtualAuthenticator {
  cdp: CDPSession
  id: string
  /** False: it will not say that it knows who holds it. */
  setUserVerified(isUserVerified: boolean): Promise<void>
}

export async function addAuthenticator(page: Page): Promise<VirtualAuthenticator> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId: id } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    cdp,
    id,
    setUserVerified: async (isUserVerified) => {
      await cdp.send('WebAuthn.setUserVerified', { authenticatorId: id, isUserVerified })
    },
  }
}
